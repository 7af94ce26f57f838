import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import { useSession } from "../../app/session";
import { Select } from "../../ui/choices";
import { DatePicker } from "../../ui/dates";
import { Form } from "../../ui/Form";
import { TextField } from "../../ui/fields";
import { MoneyField } from "../../ui/MoneyField";
import { Dialog } from "../../ui/overlays";
import { useOptions } from "../../ui/useOptions";
import { AccountPicker } from "../AccountPicker";
import { todayIn } from "../days";
import { useLegalEntities } from "../legalEntities";
import type { CreditKind } from "./types";

export interface AskCreditProps {
  /** Whose; chosen in the form where nobody is named. */
  customerId?: string;
  onClose: () => void;
}

/** A limit, a release or collateral of a customer: asked for here, approved by another person. */
export function AskCredit({ customerId, onClose }: AskCreditProps) {
  const { t } = useTranslation("credit");
  return (
    <Dialog title={t("ask.title")} isWide isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {(close) => <AskForm {...(customerId && { customerId })} close={close} />}
    </Dialog>
  );
}

function AskForm({ customerId, close }: { customerId?: string; close: () => void }) {
  const { t } = useTranslation("credit");
  const { zone, currency } = useSession();
  const { options } = useLegalEntities();
  const { run, isPending, problem } = useCommand();
  const kinds = useOptions("CreditKind");
  const [kind, setKind] = useState<CreditKind>("CREDIT_KIND_LIMIT");
  const [chosen, setChosen] = useState<string | null>(customerId ?? null);
  const isRelease = kind === "CREDIT_KIND_RELEASE";
  return (
    <Form
      columns="two"
      submit={t("ask.do")}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={async (values) => {
        const text = (name: string): string => values[name]?.trim() ?? "";
        const body = {
          kind,
          customerId: chosen ?? "",
          legalEntityId: text("legalEntityId"),
          amount: { currencyCode: currency, amount: text("amount.amount") },
          validUntilDate: text("validUntilDate"),
          reason: text("reason"),
          ...(isRelease && { contractId: text("contractId") }),
        };
        if (await run(() => reply(api.POST("/v1/creditLimits", { body })), { done: t("ask.done"), quiet: true }))
          close();
      }}
    >
      <Select
        label={t("field.kind")}
        hint={t(`about.${kind}`)}
        options={kinds}
        value={kind}
        onChange={(key) => setKind(key as CreditKind)}
        isRequired
      />
      {!customerId && <AccountPicker name="customerId" label={t("field.customer")} onChange={setChosen} isRequired />}
      <MoneyField name="amount.amount" label={t("field.amount")} currencyCode={currency} isRequired autoFocus />
      <DatePicker
        name="validUntilDate"
        label={t("field.validUntil")}
        from={todayIn(zone)}
        {...(isRelease ? { isRequired: true } : { hint: t("ask.untilHint") })}
      />
      {options.length > 1 && (
        <Select name="legalEntityId" label={t("field.legalEntity")} hint={t("ask.entityHint")} options={options} />
      )}
      {isRelease && chosen && <ContractField customerId={chosen} />}
      <TextField name="reason" label={t("field.reason")} lines={2} maxLength={1000} isRequired />
    </Form>
  );
}

/** A release may let one contract's goods go although they are not paid. */
function ContractField({ customerId }: { customerId: string }) {
  const { t } = useTranslation("credit");
  const query = { filter: `customer_id = "${customerId}" AND state = ACTIVE`, pageSize: 100 };
  const { data } = $api.useQuery("get", "/v1/paymentPlans", { params: { query } });
  const options = data?.paymentPlans.map(({ contractId, contractNumber }) => ({
    id: contractId,
    name: contractNumber,
  }));
  if (!options?.length) return null;
  return <Select name="contractId" label={t("field.contract")} hint={t("ask.contractHint")} options={options} />;
}
