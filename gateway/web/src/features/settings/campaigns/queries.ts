import { $api } from "../../../api/client";
import type { components } from "../../../api/generated/openapi";

export type Campaign = components["schemas"]["leads.Campaign"];
export type CampaignInput = components["schemas"]["leads.CampaignInput"];
export type Cost = components["schemas"]["leads.CampaignCost"];
export type Return = components["schemas"]["leads.ChannelReturn"];
export type Grouping = components["schemas"]["leads.ChannelGrouping"];

const PAGE = 200;

export function useCampaign(id: string, isEnabled: boolean) {
  const params = { path: { campaign_id: id } };
  return $api.useQuery("get", "/v1/campaigns/{campaign_id}", { params }, { enabled: isEnabled });
}

/** The newest first. */
export function useCosts(id: string) {
  const query = { pageSize: PAGE, orderBy: "cost_date desc" };
  const { data, ...rest } = $api.useQuery("get", "/v1/campaigns/{campaign_id}/costs", {
    params: { path: { campaign_id: id }, query },
  });
  return { ...rest, costs: data?.costs };
}

export function useReturns(startDate: string, endDate: string, grouping: Grouping) {
  const { data, ...rest } = $api.useQuery("get", "/v1/channelReturns", {
    params: { query: { startDate, endDate, grouping } },
  });
  return { ...rest, rows: data?.rows };
}
