import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { AccountPicker } from "../../../parts/AccountPicker";
import { named } from "../../../parts/said";
import { Button } from "../../../ui/Button";
import { Checkbox } from "../../../ui/choices";
import { DatePicker } from "../../../ui/dates";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import type { Values } from "../../../ui/formValues";
import { MoneyField } from "../../../ui/MoneyField";
import { Dialog } from "../../../ui/overlays";
import type { Mend } from "../gates";
import { useProcess } from "../queries";
import { LinesForm } from "../record/LinesForm";
import type { Deal, DealPatch } from "../types";
import { useDealActs } from "../useDealActs";

/** The place where one gives what a gate misses, right there. */
export function MendField({ deal, mend }: { deal: Deal; mend: Mend }) {
  if (mend.kind === "action") return <MendAction deal={deal} of={mend.key} />;
  if (mend.kind === "lines") return <MendLines deal={deal} />;
  return <MendOne deal={deal} kind={mend.kind} />;
}

type FieldKind = "account" | "amount" | "closeDate" | "competitor";

function MendOne({ deal, kind }: { deal: Deal; kind: FieldKind }) {
  const { t } = useTranslation("deals");
  const { change, isPending, problem } = useDealActs(deal, { quiet: true });
  return (
    <div className="gate-mend">
      <Form
        submit={t("gate.give")}
        isPending={isPending}
        problem={problem}
        onSubmit={(values) => void change(bodyOf(kind, values, deal))}
      >
        <Field deal={deal} kind={kind} />
      </Form>
    </div>
  );
}

function Field({ deal, kind }: { deal: Deal; kind: FieldKind }) {
  const { t } = useTranslation("deals");
  if (kind === "account") return <AccountPicker name="accountId" label={t("field.account")} isRequired />;
  if (kind === "amount") {
    return (
      <MoneyField name="expectedAmount.amount" label={t("field.amount")} currencyCode={deal.currency} isRequired />
    );
  }
  if (kind === "closeDate") return <DatePicker name="expectedCloseDate" label={t("field.closeDate")} isRequired />;
  return <TextField name="competitor" label={t("field.competitor")} maxLength={500} isRequired />;
}

function bodyOf(kind: FieldKind, values: Values, deal: Deal): DealPatch {
  if (kind === "account") return { accountId: values.accountId ?? "" };
  if (kind === "closeDate") return { expectedCloseDate: values.expectedCloseDate ?? "" };
  if (kind === "competitor") return { competitor: values.competitor?.trim() ?? "" };
  return { expectedAmount: { currencyCode: deal.currency, amount: values["expectedAmount.amount"] ?? "" } };
}

function MendAction({ deal, of }: { deal: Deal; of: string }) {
  const { language } = useSession();
  const { change, isPending } = useDealActs(deal);
  const process = useProcess(deal.salesProcessId);
  const action = process?.stages.flatMap(({ keyActions }) => keyActions).find(({ key }) => key === of);
  if (!action) return null;
  return (
    <Checkbox
      isSelected={deal.completedActions.includes(of)}
      isDisabled={isPending}
      onChange={() => void change({ completedActions: [...deal.completedActions, of] })}
    >
      {named(action, language)}
    </Checkbox>
  );
}

function MendLines({ deal }: { deal: Deal }) {
  const { t } = useTranslation("deals");
  return (
    <Dialog title={t("lines.edit")} isWide trigger={<Button>{t("lines.edit")}</Button>}>
      {(close) => <LinesForm deal={deal} close={close} />}
    </Dialog>
  );
}
