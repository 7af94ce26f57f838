import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import type { CreditLimit } from "../../parts/credit/types";
import { Form } from "../../ui/Form";
import { TextField } from "../../ui/fields";
import { Dialog } from "../../ui/overlays";
import type { Act } from "./acts";

/** One step; why where somebody is told no. */
export function ActDialog({ of, act, onClose }: { of: CreditLimit; act: Act; onClose: () => void }) {
  const { t } = useTranslation("credit");
  const { run, isPending, problem } = useCommand();
  const needsReason = act === "reject" || act === "end";
  return (
    <Dialog title={t(`act.${act}`)} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {(close) => (
        <Form
          submit={t(`act.${act}`)}
          isPending={isPending}
          problem={problem}
          onCancel={close}
          onSubmit={async (values) => {
            const reason = values.reason?.trim() ?? "";
            if (await run(() => sent(act, of, reason), { done: t(`done.${act}`), quiet: true })) close();
          }}
        >
          {needsReason ? (
            <TextField name="reason" label={t("field.reason")} lines={3} maxLength={500} isRequired autoFocus />
          ) : (
            <p>{t(`consequence.${act}`)}</p>
          )}
        </Form>
      )}
    </Dialog>
  );
}

function sent(act: Act, of: CreditLimit, reason: string): Promise<CreditLimit> {
  const init = { params: { path: { credit_limit_id: of.id } }, headers: ifMatch(of) };
  switch (act) {
    case "approve":
      return reply(api.POST("/v1/creditLimits/{credit_limit_id}:approve", { ...init, body: {} }));
    case "confirm":
      return reply(api.POST("/v1/creditLimits/{credit_limit_id}:confirm", { ...init, body: {} }));
    case "withdraw":
      return reply(api.POST("/v1/creditLimits/{credit_limit_id}:withdraw", { ...init, body: {} }));
    case "reject":
      return reply(api.POST("/v1/creditLimits/{credit_limit_id}:reject", { ...init, body: { reason } }));
    case "end":
      return reply(api.POST("/v1/creditLimits/{credit_limit_id}:end", { ...init, body: { reason } }));
  }
}
