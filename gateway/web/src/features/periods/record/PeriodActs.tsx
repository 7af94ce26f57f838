import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Confirm } from "../../../ui/Confirm";
import type { Checklist, Period } from "../queries";

/** Closing for daily work, closing for everybody, and opening again. What stops the close is said before anybody tries. */
export function PeriodActs({ of: period, checklist }: { of: Period; checklist: Checklist }) {
  const { t } = useTranslation("periods");
  const { may } = useSession();
  const { run, isPending, problem } = useCommand();
  const [asked, ask] = useState<"close" | "reopen">();
  const path = { legal_entity_id: period.legalEntityId, fiscal_period_id: period.id };
  const params = { path, header: ifMatch(period) };
  const at = "/v1/legalEntities/{legal_entity_id}/fiscalPeriods/{fiscal_period_id}";
  const isClosed = period.state === "FISCAL_PERIOD_STATE_CLOSED";
  const isOpen = period.state === "FISCAL_PERIOD_STATE_OPEN";
  const softClose = () =>
    run(() => reply(api.POST(`${at}:softClose`, { params, body: {} })), { done: t("done.softClosed") });
  const close = () =>
    run(() => reply(api.POST(`${at}:close`, { params: { path }, body: {} })), { done: t("done.closed"), quiet: true });
  const reopen = (reason: string) =>
    run(() => reply(api.POST(`${at}:reopen`, { params, body: { reason } })), { done: t("done.reopened"), quiet: true });
  const isReady = checklist.stopping === 0 && checklist.obstacle === "";
  return (
    <>
      {isOpen && may("fiscal_period.close") && (
        <Button isPending={isPending} onPress={() => void softClose()}>
          {t("softClose")}
        </Button>
      )}
      {!isOpen && may("fiscal_period.reopen") && <Button onPress={() => ask("reopen")}>{t("reopen")}</Button>}
      {!isClosed && may("fiscal_period.close") && (
        <Button kind="main" isDisabled={!isReady} onPress={() => ask("close")}>
          {t("close")}
        </Button>
      )}
      <Confirm
        title={t("closing.title", { name: period.name })}
        confirm={t("close")}
        isOpen={asked === "close"}
        onOpenChange={() => ask(undefined)}
        isPending={isPending}
        problem={problem}
        onConfirm={async () => (await close()) !== undefined}
      >
        {t("closing.text")}
      </Confirm>
      <Confirm
        title={t("reopening.title", { name: period.name })}
        confirm={t("reopen")}
        reason="required"
        isOpen={asked === "reopen"}
        onOpenChange={() => ask(undefined)}
        isPending={isPending}
        problem={problem}
        onConfirm={async (reason) => (await reopen(reason)) !== undefined}
      >
        {t("reopening.text")}
      </Confirm>
    </>
  );
}

/** Why it cannot be closed whatever is found. */
export function Obstacle({ of: checklist }: { of: Checklist }) {
  const { t } = useTranslation("periods");
  return checklist.obstacle ? <p className="period-text">{t(`obstacle.${checklist.obstacle}`)}</p> : null;
}
