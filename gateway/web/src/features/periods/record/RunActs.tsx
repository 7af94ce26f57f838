import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Confirm } from "../../../ui/Confirm";
import type { Run, RunCalls, RunKind } from "../runs";

interface RunActsProps {
  kind: RunKind;
  /** The one that is prepared or posted, where there is one. */
  of: Run | undefined;
  /** Whether there is something to prepare. */
  isChanging: boolean;
  calls: RunCalls;
}

/** Preparing what is reckoned at the end of a period, and what another person does with it. */
export function RunActs({ kind, of: run, isChanging, calls }: RunActsProps) {
  const { t } = useTranslation("periods");
  const { may, me } = useSession();
  const command = useCommand();
  const [isReversing, setReversing] = useState(false);
  const mayPrepare = may(`${kind}.prepare`);
  const act = (call: () => Promise<unknown>, done: "prepared" | "posted" | "discarded") => () =>
    void command.run(call, { done: t(`${kind}.done.${done}`) });
  if (!run) {
    return mayPrepare && isChanging ? (
      <Button isPending={command.isPending} onPress={act(calls.prepare, "prepared")}>
        {t(`${kind}.prepare`)}
      </Button>
    ) : null;
  }
  const isPrepared = run.state.endsWith("PREPARED");
  const mayPost = may(`${kind}.post`) && run.preparedBy !== me.id;
  return (
    <>
      {isPrepared && mayPrepare && (
        <Button kind="plain" isPending={command.isPending} onPress={act(() => calls.discard(run.id), "discarded")}>
          {t("run.discard")}
        </Button>
      )}
      {isPrepared && mayPost && (
        <Button isPending={command.isPending} onPress={act(() => calls.post(run.id), "posted")}>
          {t("run.post")}
        </Button>
      )}
      {!isPrepared && mayPost && (
        <Button kind="plain" onPress={() => setReversing(true)}>
          {t("run.reverse")}
        </Button>
      )}
      <Confirm
        title={t(`${kind}.reversing`)}
        confirm={t("run.reverse")}
        reason="required"
        isOpen={isReversing}
        onOpenChange={setReversing}
        isPending={command.isPending}
        problem={command.problem}
        onConfirm={async (reason) => {
          const options = { done: t(`${kind}.done.reversed`), quiet: true };
          return (await command.run(() => calls.reverse(run.id, reason), options)) !== undefined;
        }}
      >
        {t("run.reverseText")}
      </Confirm>
    </>
  );
}
