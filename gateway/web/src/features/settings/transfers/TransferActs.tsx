import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Confirm } from "../../../ui/Confirm";
import { isChecking, type Transfer, usePreview } from "./queries";

/** What can be done with a handover as it stands. */
export function TransferActs({ of: transfer }: { of: Transfer }) {
  const { may } = useSession();
  const isExecuted = transfer.state === "TRANSFER_STATE_EXECUTED";
  const canUndo = isExecuted && Boolean(transfer.undoUntilTime && new Date(transfer.undoUntilTime) > new Date());
  return (
    <>
      {transfer.state === "TRANSFER_STATE_DRAFT" && (
        <>
          {may("transfer.create") && <Cancel of={transfer} />}
          {may("transfer.execute") && <Execute of={transfer} />}
        </>
      )}
      {canUndo && may("transfer.execute") && <Undo of={transfer} />}
      {isExecuted && !transfer.signTime && !isChecking(transfer) && may("transfer.execute") && <Sign of={transfer} />}
    </>
  );
}

function Execute({ of: transfer }: { of: Transfer }) {
  const { t } = useTranslation("settings");
  const { data } = usePreview(transfer.id);
  const { run, isPending } = useCommand();
  const params = { path: { transfer_id: transfer.id }, header: ifMatch(transfer) };
  const call = () => reply(api.POST("/v1/transfers/{transfer_id}:execute", { params, body: {} }));
  return (
    <Button
      kind="main"
      isPending={isPending}
      isDisabled={!data || data.itemCount === 0 || data.withoutSuccessor > 0}
      onPress={() => void run(call, { done: t("transfers.started") })}
    >
      {t("transfers.execute")}
    </Button>
  );
}

function Cancel({ of: transfer }: { of: Transfer }) {
  const { t } = useTranslation("settings");
  const { run, isPending } = useCommand();
  const params = { path: { transfer_id: transfer.id } };
  const call = () => reply(api.POST("/v1/transfers/{transfer_id}:cancel", { params, body: {} }));
  return (
    <Button isPending={isPending} onPress={() => void run(call, { done: t("transfers.cancelled") })}>
      {t("transfers.cancel")}
    </Button>
  );
}

function Sign({ of: transfer }: { of: Transfer }) {
  const { t } = useTranslation("settings");
  const { run, isPending, problem } = useCommand();
  const params = { path: { transfer_id: transfer.id } };
  const sign = (note: string) =>
    run(() => reply(api.POST("/v1/transfers/{transfer_id}:sign", { params, body: { note } })), {
      done: t("transfers.signedDone"),
      quiet: !transfer.agreed,
    });
  const name = t("transfers.sign");
  // What agrees needs no words.
  if (transfer.agreed) {
    return (
      <Button kind="main" isPending={isPending} onPress={() => void sign("")}>
        {name}
      </Button>
    );
  }
  return (
    <Confirm
      title={t("transfers.signTitle")}
      confirm={name}
      reason="required"
      reasonLabel={t("transfers.signNote")}
      isPending={isPending}
      problem={problem}
      trigger={<Button kind="main">{name}</Button>}
      onConfirm={async (note) => Boolean(await sign(note))}
    >
      {t("transfers.signText")}
    </Confirm>
  );
}

function Undo({ of: transfer }: { of: Transfer }) {
  const { t } = useTranslation("settings");
  const { run, isPending, problem } = useCommand();
  const params = { path: { transfer_id: transfer.id } };
  return (
    <Confirm
      title={t("transfers.undoTitle")}
      confirm={t("transfers.undo")}
      reason="required"
      isPending={isPending}
      problem={problem}
      trigger={<Button>{t("transfers.undo")}</Button>}
      onConfirm={async (reason) => {
        const call = () => reply(api.POST("/v1/transfers/{transfer_id}:undo", { params, body: { reason } }));
        return Boolean(await run(call, { done: t("transfers.undoStarted"), quiet: true }));
      }}
    >
      {t("transfers.undoText")}
    </Confirm>
  );
}
