import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { Confirm } from "../../../ui/Confirm";
import type { Instalment, Interruption } from "../types";

/** Takes back what was noted by mistake: the period ends earlier again. */
export function WithdrawInterruption({
  of,
  interruption,
  onClose,
}: {
  of: Instalment;
  interruption: Interruption;
  onClose: () => void;
}) {
  const { t } = useTranslation("instalment");
  const { run, isPending, problem } = useCommand();
  const params = { path: { instalment_id: of.id } };
  return (
    <Confirm
      title={t("limitation.withdrawTitle")}
      confirm={t("act.withdrawInterruption")}
      reason="required"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      isPending={isPending}
      problem={problem}
      onConfirm={async (reason) => {
        const body = { interruptionId: interruption.id, reason };
        const call = () => reply(api.POST("/v1/instalments/{instalment_id}:withdrawInterruption", { params, body }));
        return Boolean(await run(call, { done: t("done.withdrawInterruption"), quiet: true }));
      }}
    >
      {t("limitation.withdrawText")}
    </Confirm>
  );
}
