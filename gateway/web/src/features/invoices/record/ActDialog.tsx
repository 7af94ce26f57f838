import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { todayIn } from "../../../parts/days";
import { Select } from "../../../ui/choices";
import { DatePicker } from "../../../ui/dates";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { MoneyField } from "../../../ui/MoneyField";
import { Dialog } from "../../../ui/overlays";
import { useOptions } from "../../../ui/useOptions";
import type { Invoice } from "../types";
import type { Act } from "./acts";
import { sent } from "./sent";

/** One step, with what must be known of it. */
export function ActDialog({ of, act, onClose }: { of: Invoice; act: Act; onClose: () => void }) {
  const { t } = useTranslation("invoices");
  const { run, isPending, problem } = useCommand();
  const navigate = useNavigate();
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
            if (!done) return;
            close();
            if (act === "requestRed") void navigate({ to: "/invoices/$invoiceId", params: { invoiceId: done.id } });
          }}
        >
          <Fields of={of} act={act} />
        </Form>
      )}
    </Dialog>
  );
}

function Fields({ of, act }: { of: Invoice; act: Act }) {
  const { t } = useTranslation("invoices");
  const { zone } = useSession();
  const reasons = useOptions("RedReason");
  const today = todayIn(zone);
  const day = (name: string) => (
    <DatePicker name={name} label={t("field.day")} defaultValue={today} to={today} isRequired />
  );
  switch (act) {
    case "issue":
      return (
        <>
          {of.type === "INVOICE_TYPE_PAPER" && (
            <TextField name="invoiceCode" label={t("field.invoiceCode")} isRequired />
          )}
          <TextField name="invoiceNumber" label={t("field.invoiceNumber")} isRequired autoFocus />
          {day("issueDate")}
        </>
      );
    case "deliver":
      return (
        <>
          {day("deliverDate")}
          <TextField name="note" label={t("field.deliverNote")} maxLength={500} />
        </>
      );
    case "book":
      return (
        <>
          {day("bookDate")}
          <TextField name="note" label={t("field.bookNote")} maxLength={500} />
        </>
      );
    case "confirmRed":
      return (
        <>
          <TextField name="confirmationNumber" label={t("field.confirmationNumber")} isRequired autoFocus />
          {day("confirmDate")}
        </>
      );
    case "requestRed":
      return (
        <>
          <Select name="reason" label={t("field.redReason")} options={reasons} isRequired />
          <MoneyField
            name="amount.amount"
            label={t("field.redAmount")}
            hint={t("red.amountHint")}
            currencyCode={of.gross?.currencyCode ?? "CNY"}
          />
          <TextField name="note" label={t("field.remark")} maxLength={500} />
        </>
      );
    case "approve":
    case "approveRed":
      return <TextField name="note" label={t("field.note")} lines={2} maxLength={500} />;
    case "approveAboveContract":
      return <TextField name="note" label={t("field.note")} lines={2} maxLength={500} isRequired autoFocus />;
    default:
      return <TextField name="reason" label={t("field.reason")} lines={3} maxLength={500} isRequired autoFocus />;
  }
}
