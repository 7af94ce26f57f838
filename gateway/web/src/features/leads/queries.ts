import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { $api, api, reply } from "../../api/client";
import { useSession } from "../../app/session";
import type { Total } from "../../ui/total";
import type { Lead } from "./types";

const MINUTE = 60_000;
const ROWS = 50;

export const useLead = (id: string) =>
  $api.useQuery("get", "/v1/leads/{lead_id}", { params: { path: { lead_id: id } } });

export const useAssignments = (id: string) =>
  $api.useQuery("get", "/v1/leads/{lead_id}/assignments", {
    params: { path: { lead_id: id }, query: { pageSize: 100 } },
  });

/** How many leads a filter finds; null where nobody can say. */
export function useTotal(filter: string, isEnabled = true): Total | undefined | null {
  const params = { query: { filter, pageSize: 1 } };
  const { data, isError } = $api.useQuery("get", "/v1/leads", { params }, { enabled: isEnabled });
  return isError ? null : data?.total;
}

/** Campaigns by name, for who may know them. */
export function useCampaignName(id: string): string {
  const { may } = useSession();
  const params = { path: { campaign_id: id } };
  const enabled = Boolean(id) && may("campaign.read");
  return $api.useQuery("get", "/v1/campaigns/{campaign_id}", { params }, { enabled }).data?.name ?? "";
}

export function usePools() {
  const { may } = useSession();
  const { data } = $api.useQuery(
    "get",
    "/v1/leadPools",
    { params: { query: { pageSize: 100 } } },
    { staleTime: 10 * MINUTE, enabled: may("lead_pool.read") },
  );
  return data?.leadPools;
}

/** What was seen of the customer, the latest first. */
export function useTouches(leadId: string) {
  const filter = `lead_id = "${leadId}"`;
  return useInfiniteQuery({
    queryKey: ["get", "/v1/touches", { params: { query: { filter, pageSize: ROWS } } }],
    queryFn: ({ pageParam }) =>
      reply(
        api.GET("/v1/touches", {
          params: { query: { filter, pageSize: ROWS, ...(pageParam && { pageToken: pageParam }) } },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ nextPageToken }) => nextPageToken || undefined,
  });
}

/** What was said with the customer, the latest first. */
export function useTalks(leadId: string) {
  const { may } = useSession();
  const query = { filter: `lead_id = "${leadId}"`, orderBy: "interaction_time desc", pageSize: ROWS };
  return useInfiniteQuery({
    queryKey: ["get", "/v1/interactions", { params: { query } }],
    queryFn: ({ pageParam }) =>
      reply(
        api.GET("/v1/interactions", { params: { query: { ...query, ...(pageParam && { pageToken: pageParam }) } } }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ nextPageToken }) => nextPageToken || undefined,
    enabled: may("interaction.read"),
  });
}

/** Whether the lead's company or person is known elsewhere. Each check counts, so it is asked for, never polled. */
export function useKnownElsewhere(lead: Lead, isEnabled: boolean) {
  const body = { companyName: lead.companyName, creditCode: lead.creditCode };
  return useQuery({
    queryKey: ["duplicates", lead.id, body],
    queryFn: () => reply(api.POST("/v1/leads:checkDuplicates", { body })),
    enabled: isEnabled && Boolean(lead.companyName || lead.creditCode),
    staleTime: 10 * MINUTE,
    select: ({ matches, ...rest }) => ({ ...rest, matches: matches.filter(({ subjectId }) => subjectId !== lead.id) }),
  });
}
