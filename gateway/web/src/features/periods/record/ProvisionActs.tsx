import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Confirm } from "../../../ui/Confirm";
import type { ProvisionRun, Which } from "../queries";

interface ProvisionActsProps {
  which: Which;
  /** The one that is prepared or posted, where there is one. */
  of: ProvisionRun | undefined;
  isChanging: boolean;
}

/** Preparing a provision, and what another person does with it. */
export function ProvisionActs({ which, of: run, isChanging }: ProvisionActsProps) {
  const { t } = useTranslation("periods");
  const { may, me } = useSession();
  const command = useCommand();
  const [isReversing, setReversing] = useState(false);
  const prepare = () => {
    const path = { legal_entity_id: which.entityId, fiscal_period_id: which.periodId };
    const at = "/v1/legalEntities/{legal_entity_id}/fiscalPeriods/{fiscal_period_id}:prepareProvision";
    return command.run(() => reply(api.POST(at, { params: { path }, body: {} })), {
      done: t("provision.done.prepared"),
    });
  };
  if (!run) {
    return may("provision.prepare") && isChanging ? (
      <Button isPending={command.isPending} onPress={() => void prepare()}>
        {t("provision.prepare")}
      </Button>
    ) : null;
  }
  const params = { path: { provision_run_id: run.id } };
  const post = () =>
    command.run(() => reply(api.POST("/v1/provisionRuns/{provision_run_id}:post", { params, body: {} })), {
      done: t("provision.done.posted"),
    });
  const discard = () =>
    command.run(() => reply(api.POST("/v1/provisionRuns/{provision_run_id}:discard", { params, body: {} })), {
      done: t("provision.done.discarded"),
    });
  const reverse = (reason: string) =>
    command.run(() => reply(api.POST("/v1/provisionRuns/{provision_run_id}:reverse", { params, body: { reason } })), {
      done: t("provision.done.reversed"),
      quiet: true,
    });
  const isPrepared = run.state === "PROVISION_STATE_PREPARED";
  const mayPost = may("provision.post") && run.preparedBy !== me.id;
  return (
    <>
      {isPrepared && may("provision.prepare") && (
        <Button kind="plain" isPending={command.isPending} onPress={() => void discard()}>
          {t("provision.discard")}
        </Button>
      )}
      {isPrepared && mayPost && (
        <Button isPending={command.isPending} onPress={() => void post()}>
          {t("provision.post")}
        </Button>
      )}
      {!isPrepared && mayPost && (
        <Button kind="plain" onPress={() => setReversing(true)}>
          {t("provision.reverse")}
        </Button>
      )}
      <Confirm
        title={t("provision.reversing")}
        confirm={t("provision.reverse")}
        reason="required"
        isOpen={isReversing}
        onOpenChange={setReversing}
        isPending={command.isPending}
        problem={command.problem}
        onConfirm={async (reason) => (await reverse(reason)) !== undefined}
      >
        {t("provision.reverseText")}
      </Confirm>
    </>
  );
}
