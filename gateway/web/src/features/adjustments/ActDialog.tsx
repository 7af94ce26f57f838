import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import { fromMinor, toMinor } from "../../api/money";
import { useSession } from "../../app/session";
import { todayIn } from "../../parts/days";
import { DatePicker } from "../../ui/dates";
import { Form } from "../../ui/Form";
import { TextField } from "../../ui/fields";
import type { Values } from "../../ui/formValues";
import { MoneyField } from "../../ui/MoneyField";
import { Dialog } from "../../ui/overlays";
import type { Act } from "./acts";
import type { Adjustment } from "./types";

/** One step, with what must be known of it. */
export function ActDialog({ of, act, onClose }: { of: Adjustment; act: Act; onClose: () => void }) {
  const { t } = useTranslation("adjustments");
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
            if (await run(() => sent(act, of, values), { done: t(`done.${act}`), quiet: true })) close();
          }}
        >
          <Fields of={of} act={act} />
        </Form>
      )}
    </Dialog>
  );
}

function Fields({ of, act }: { of: Adjustment; act: Act }) {
  const { t } = useTranslation("adjustments");
  const { zone } = useSession();
  const today = todayIn(zone);
  switch (act) {
    case "pay":
      return (
        <>
          <DatePicker name="valueDate" label={t("field.valueDate")} defaultValue={today} to={today} isRequired />
          <TextField name="bankReference" label={t("field.bankReference")} isRequired autoFocus />
        </>
      );
    case "takeBack":
      return (
        <>
          <MoneyField
            name="amount.amount"
            label={t("field.amount")}
            currencyCode={of.amount?.currencyCode ?? "CNY"}
            defaultValue={standing(of)}
            isRequired
          />
          <TextField name="reason" label={t("field.reason")} lines={3} maxLength={1000} isRequired autoFocus />
        </>
      );
    case "reject":
      return <TextField name="reason" label={t("field.reason")} lines={3} maxLength={500} isRequired autoFocus />;
    default:
      return <p>{t(`ask.${act}`)}</p>;
  }
}

function standing({ amount, takenBack }: Adjustment): string {
  if (!amount) return "";
  return fromMinor(toMinor(amount) - (takenBack ? toMinor(takenBack) : 0n), amount.currencyCode).amount;
}

/** Does it, with what the form says. */
function sent(act: Act, of: Adjustment, values: Values): Promise<Adjustment> {
  const init = { params: { path: { adjustment_id: of.id } }, headers: ifMatch(of) };
  const text = (name: string): string => values[name]?.trim() ?? "";
  switch (act) {
    case "approve":
      return reply(api.POST("/v1/adjustments/{adjustment_id}:approve", { ...init, body: {} }));
    case "confirm":
      return reply(api.POST("/v1/adjustments/{adjustment_id}:confirm", { ...init, body: {} }));
    case "withdraw":
      return reply(api.POST("/v1/adjustments/{adjustment_id}:withdraw", { ...init, body: {} }));
    case "reject":
      return reply(api.POST("/v1/adjustments/{adjustment_id}:reject", { ...init, body: { reason: text("reason") } }));
    case "pay": {
      const body = { valueDate: text("valueDate"), bankReference: text("bankReference") };
      return reply(api.POST("/v1/adjustments/{adjustment_id}:pay", { ...init, body }));
    }
    case "takeBack": {
      const amount = { currencyCode: of.amount?.currencyCode ?? "", amount: text("amount.amount") };
      return reply(api.POST("/v1/adjustments", { body: { originalId: of.id, amount, reason: text("reason") } }));
    }
  }
}
