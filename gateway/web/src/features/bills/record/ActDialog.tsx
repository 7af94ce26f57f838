import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { todayIn } from "../../../parts/days";
import { accountText, inUse, useLegalEntities } from "../../../parts/legalEntities";
import { Select } from "../../../ui/choices";
import { DatePicker } from "../../../ui/dates";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { MoneyField } from "../../../ui/MoneyField";
import { Dialog } from "../../../ui/overlays";
import type { Bill } from "../types";
import type { Act } from "./acts";
import { sent } from "./sent";

const WANTED = ["BILL_ACT_ENDORSED", "BILL_ACT_DISCOUNTED", "BILL_ACT_PLEDGED"] as const;

/** One step, with what must be known of it. */
export function ActDialog({ of, act, onClose }: { of: Bill; act: Act; onClose: () => void }) {
  const { t } = useTranslation("bills");
  const { run, isPending, problem } = useCommand();
  return (
    <Dialog title={t(`act.${act}`)} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {(close) => (
        <Form
          submit={t(`act.${act}`)}
          isPending={isPending}
          problem={problem}
          onCancel={close}
          onSubmit={async (values) => {
            const done = await run(() => sent(act, of, values), { done: t("done"), quiet: true });
            if (done) close();
          }}
        >
          <Fields of={of} act={act} />
        </Form>
      )}
    </Dialog>
  );
}

function Fields({ of, act }: { of: Bill; act: Act }) {
  const { t } = useTranslation("bills");
  const { zone } = useSession();
  const today = todayIn(zone);
  const day = <DatePicker name="day" label={t("field.day")} defaultValue={today} to={today} isRequired />;
  const reason = <TextField name="reason" label={t("field.reason")} lines={3} maxLength={500} isRequired autoFocus />;
  switch (act) {
    case "request":
      return <RequestFields of={of} />;
    case "split":
      return (
        <MoneyField
          name="amount.amount"
          label={t("field.splitAmount")}
          currencyCode={of.amount?.currencyCode ?? "CNY"}
          isRequired
          autoFocus
        />
      );
    case "pay":
      return (
        <>
          {day}
          <AccountField of={of} />
          <TextField name="note" label={t("field.note")} maxLength={500} />
        </>
      );
    case "present":
    case "release":
      return (
        <>
          {day}
          <TextField name="note" label={t("field.note")} maxLength={500} />
        </>
      );
    case "dishonour":
      return (
        <>
          {day}
          {reason}
        </>
      );
    case "approve":
      return <TextField name="note" label={t("field.note")} lines={2} maxLength={500} />;
    case "settleRecourse":
      return <TextField name="note" label={t("field.outcome")} lines={3} maxLength={500} isRequired autoFocus />;
    default:
      return reason;
  }
}

function RequestFields({ of }: { of: Bill }) {
  const { t } = useTranslation("bills");
  const word = useWords();
  const [act, setAct] = useState<string>(WANTED[0]);
  return (
    <>
      <Select
        name="act"
        label={t("field.act")}
        options={WANTED.map((id) => ({ id, name: word("BillAct", id) }))}
        selectedKey={act}
        onSelectionChange={(key) => setAct(String(key))}
        isRequired
      />
      <TextField name="counterparty" label={t(`counterparty.${act}`)} maxLength={100} isRequired />
      {act === "BILL_ACT_DISCOUNTED" && (
        <>
          <AccountField of={of} isRequired />
          <MoneyField
            name="interest.amount"
            label={t("field.interest")}
            currencyCode={of.amount?.currencyCode ?? "CNY"}
          />
          <Select
            name="recourse"
            label={t("field.recourse")}
            options={["with", "without"].map((id) => ({ id, name: t(`recourse.${id}`) }))}
            defaultSelectedKey="with"
            isRequired
          />
        </>
      )}
      <TextField name="note" label={t("field.note")} maxLength={500} />
    </>
  );
}

function AccountField({ of, isRequired = false }: { of: Bill; isRequired?: boolean }) {
  const { t } = useTranslation("bills");
  const { all } = useLegalEntities();
  const entity = all?.find(({ id }) => id === of.legalEntityId);
  const accounts = inUse(entity?.bankAccounts ?? []);
  return (
    <Select
      name="bankAccountId"
      label={t("field.bankAccount")}
      options={accounts.map((account) => ({ id: account.id, name: accountText(account) }))}
      isRequired={isRequired}
    />
  );
}
