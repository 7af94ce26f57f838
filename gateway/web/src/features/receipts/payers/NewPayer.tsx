import { useTranslation } from "react-i18next";
import { AccountPicker } from "../../../parts/AccountPicker";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { Dialog } from "../../../ui/overlays";
import { usePayerActs } from "./usePayerActs";

/** Says that somebody pays for a customer. It counts for nothing until a second person confirms it. */
export function NewPayer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("receipts");
  return (
    <Dialog title={t("payers.new")} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {(close) => <PayerForm close={close} />}
    </Dialog>
  );
}

function PayerForm({ close }: { close: () => void }) {
  const { t } = useTranslation("receipts");
  const { ask, isPending, problem } = usePayerActs();
  return (
    <Form
      submit={t("payers.ask")}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={async ({ customerId = "", payerName = "", payerAccount = "", evidence = "" }) => {
        const said = { payerName: payerName.trim(), payerAccount: payerAccount.trim(), evidence: evidence.trim() };
        if (await ask({ customerId, ...said })) close();
      }}
    >
      <AccountPicker name="customerId" label={t("payers.for")} isRequired autoFocus />
      <TextField name="payerAccount" label={t("field.payerAccount")} hint={t("payers.accountHint")} maxLength={40} />
      <TextField name="payerName" label={t("field.payerName")} />
      <TextField
        name="evidence"
        label={t("claims.evidence")}
        hint={t("payers.evidenceHint")}
        lines={3}
        maxLength={1000}
        isRequired
      />
    </Form>
  );
}
