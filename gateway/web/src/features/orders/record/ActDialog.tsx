import { useTranslation } from "react-i18next";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { todayIn } from "../../../parts/days";
import { EvidenceField, useEvidence } from "../../../parts/EvidenceField";
import { DatePicker } from "../../../ui/dates";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { Dialog } from "../../../ui/overlays";
import type { Order } from "../types";
import { type Act, sent } from "./acts";
import { missingOf, useLotName } from "./lots";

/** One step, with what must be known of it. */
export function ActDialog({ of, act, onClose }: { of: Order; act: Act; onClose: () => void }) {
  const { t } = useTranslation("orders");
  const { run, isPending, problem } = useCommand();
  const evidence = useEvidence({ type: "sales_order", id: of.id }, "ATTACHMENT_CATEGORY_DELIVERY_NOTE");
  const isDelivery = act === "deliver";
  return (
    <Dialog title={t(`act.${act}`)} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {(close) => (
        <Form
          submit={t(`act.${act}`)}
          isPending={isPending || evidence.isPending}
          problem={problem ?? evidence.problem}
          onCancel={close}
          onSubmit={async (values) => {
            const shown = isDelivery ? await evidence.attached() : "";
            if (shown === undefined) return;
            const done = await run(() => sent(act, of, values, shown), { done: t(`done.${act}`), quiet: true });
            if (done) close();
          }}
        >
          <Fields of={of} act={act} />
          {isDelivery && <EvidenceField label={t("field.evidence")} of={evidence} />}
          {isDelivery && <TextField name="note" label={t("field.note")} lines={2} maxLength={2000} />}
        </Form>
      )}
    </Dialog>
  );
}

function Fields({ of, act }: { of: Order; act: Act }) {
  const { t } = useTranslation("orders");
  const { zone } = useSession();
  const lotName = useLotName(of);
  const today = todayIn(zone);
  const day = <DatePicker name="day" label={t("field.day")} defaultValue={today} to={today} isRequired />;
  switch (act) {
    case "reject":
    case "cancel":
      return <TextField name="reason" label={t("field.reason")} lines={3} maxLength={2000} isRequired autoFocus />;
    case "release":
      return (
        <>
          <p>{t("ask.release")}</p>
          {of.credit === "ORDER_CREDIT_HELD" && <p>{t("credit.held")}</p>}
          {of.credit === "ORDER_CREDIT_PENDING" && <p>{t("credit.pending")}</p>}
          {day}
        </>
      );
    case "deliver":
      return (
        <>
          {day}
          {of.lots
            .filter((lot) => missingOf(lot) !== "0")
            .map((lot) => (
              <TextField
                key={lot.id}
                name={`lot.${lot.code}`}
                label={lotName(lot.code)}
                hint={t("lots.missing", { quantity: missingOf(lot) })}
                defaultValue={missingOf(lot)}
                inputMode="decimal"
              />
            ))}
        </>
      );
    default:
      return <p>{t(`ask.${act}`)}</p>;
  }
}
