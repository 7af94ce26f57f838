import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { Confirm } from "../../../ui/Confirm";
import type { Promised } from "../types";

/** Takes back a promise that was noted by mistake. */
export function WithdrawPromise({ of, onClose }: { of: Promised; onClose: () => void }) {
  const { t } = useTranslation("instalment");
  const { run, isPending, problem } = useCommand();
  const params = { path: { promise_id: of.id } };
  return (
    <Confirm
      title={t("withdraw.title", { number: of.number })}
      confirm={t("act.withdraw")}
      reason="required"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      isPending={isPending}
      problem={problem}
      onConfirm={async (reason) => {
        const call = () =>
          reply(api.POST("/v1/promises/{promise_id}:withdraw", { params, headers: ifMatch(of), body: { reason } }));
        return Boolean(await run(call, { done: t("done.withdraw"), quiet: true }));
      }}
    >
      {t("withdraw.text")}
    </Confirm>
  );
}
