import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { Button } from "../../../ui/Button";
import { Confirm } from "../../../ui/Confirm";
import type { PeriodItem, Which } from "../queries";

const AT = "/v1/legalEntities/{legal_entity_id}/fiscalPeriods/{fiscal_period_id}";

/** Somebody looked at what was found and says why it may stay; or takes that back. */
export function SignOff({ of: { kind, state, count }, which }: { of: PeriodItem; which: Which }) {
  const { t } = useTranslation("periods");
  const { run, isPending, problem } = useCommand();
  const params = { path: { legal_entity_id: which.entityId, fiscal_period_id: which.periodId } };
  const sign = (note: string) => reply(api.POST(`${AT}:signOff`, { params, body: { kind, note } }));
  const withdraw = () => reply(api.POST(`${AT}:withdrawSignOff`, { params, body: { kind } }));
  if (state === "PERIOD_ITEM_STATE_SIGNED") {
    return (
      <Button isPending={isPending} onPress={() => void run(withdraw, { done: t("done.withdrawn") })}>
        {t("withdraw")}
      </Button>
    );
  }
  return (
    <Confirm
      title={t("signing.title", { count })}
      confirm={t("sign")}
      reason="required"
      reasonLabel={t("signing.note")}
      trigger={<Button>{t("sign")}</Button>}
      isPending={isPending}
      problem={problem}
      onConfirm={async (note) => (await run(() => sign(note), { done: t("done.signed"), quiet: true })) !== undefined}
    >
      {t("signing.text")}
    </Confirm>
  );
}
