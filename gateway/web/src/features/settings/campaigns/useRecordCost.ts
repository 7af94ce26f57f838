import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import type { components } from "../../../api/generated/openapi";
import type { Campaign, Cost } from "./queries";

type CostInput = components["schemas"]["leads.CampaignCostInput"];

/** Says what a source cost on a day, in the place of what was said before. */
export function useRecordCost(campaign: Campaign) {
  const { t } = useTranslation("settings");
  const { run, isPending, problem } = useCommand();
  const send = (cost: CostInput) =>
    reply(
      api.POST("/v1/campaigns/{campaign_id}:recordCosts", {
        params: { path: { campaign_id: campaign.id } },
        body: { costs: [cost] },
      }),
    );
  const record = (cost: CostInput) => run(() => send(cost), { done: t("campaigns.recorded"), quiet: true });
  const takeBack = ({ sourceId, costDate, amount }: Cost) => {
    if (!amount) return;
    const none = { ...amount, amount: "0" };
    return run(() => send({ sourceId, costDate, amount: none }), {
      done: t("campaigns.takenBack"),
      undo: () => send({ sourceId, costDate, amount }),
    });
  };
  return { record, takeBack, isPending, problem };
}
