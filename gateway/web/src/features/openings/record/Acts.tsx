import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Confirm } from "../../../ui/Confirm";
import type { OpeningBalance } from "../types";

/** What this person may do with it now; the last is what it waits for. */
export function Acts({ of }: { of: OpeningBalance }) {
  const { may, me } = useSession();
  const isLeaving = of.state === "OPENING_STATE_LEAVING";
  const waits = isLeaving || of.state === "OPENING_STATE_WAITING";
  return (
    <>
      {waits && may("opening_balance.reject") && <Reject of={of} />}
      {waits && may("opening_balance.confirm") && of.askedBy !== me.id && (
        <ConfirmIt of={of} act={isLeaving ? "confirmBack" : "confirm"} />
      )}
      {of.state === "OPENING_STATE_POSTED" && may("opening_balance.load") && <TakeBack of={of} />}
    </>
  );
}

function ConfirmIt({ of, act }: { of: OpeningBalance; act: "confirm" | "confirmBack" }) {
  const { t } = useTranslation("openings");
  const { run, isPending, problem } = useCommand();
  const params = { path: { opening_balance_id: of.id }, header: ifMatch(of) };
  return (
    <Confirm
      title={t(`act.${act}`)}
      confirm={t(`act.${act}`)}
      isPending={isPending}
      problem={problem}
      trigger={<Button kind="main">{t(`act.${act}`)}</Button>}
      onConfirm={async () => {
        const call = () => reply(api.POST("/v1/openingBalances/{opening_balance_id}:confirm", { params, body: {} }));
        return Boolean(await run(call, { done: t(`done.${act}`), quiet: true }));
      }}
    >
      {t(`ask.${act}`)}
    </Confirm>
  );
}

function Reject({ of }: { of: OpeningBalance }) {
  const { t } = useTranslation("openings");
  const { me } = useSession();
  const { run, isPending, problem } = useCommand();
  const params = { path: { opening_balance_id: of.id }, header: ifMatch(of) };
  const act = of.askedBy === me.id ? "withdraw" : "reject";
  return (
    <Confirm
      title={t(`act.${act}`)}
      confirm={t(`act.${act}`)}
      reason="required"
      isPending={isPending}
      problem={problem}
      trigger={<Button>{t(`act.${act}`)}</Button>}
      onConfirm={async (reason) => {
        const call = () =>
          reply(api.POST("/v1/openingBalances/{opening_balance_id}:reject", { params, body: { reason } }));
        return Boolean(await run(call, { done: t(`done.${act}`), quiet: true }));
      }}
    />
  );
}

function TakeBack({ of }: { of: OpeningBalance }) {
  const { t } = useTranslation("openings");
  const { run, isPending, problem } = useCommand();
  const params = { path: { opening_balance_id: of.id }, header: ifMatch(of) };
  return (
    <Confirm
      title={t("act.takeBack")}
      confirm={t("act.takeBack")}
      reason="required"
      isPending={isPending}
      problem={problem}
      trigger={<Button>{t("act.takeBack")}</Button>}
      onConfirm={async (reason) => {
        const call = () =>
          reply(api.POST("/v1/openingBalances/{opening_balance_id}:requestTakeBack", { params, body: { reason } }));
        return Boolean(await run(call, { done: t("done.takeBack"), quiet: true }));
      }}
    >
      {t("ask.takeBack")}
    </Confirm>
  );
}
