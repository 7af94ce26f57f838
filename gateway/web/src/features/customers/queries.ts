import { useInfiniteQuery } from "@tanstack/react-query";
import { $api, api, reply } from "../../api/client";
import { useSession } from "../../app/session";

const PAGE = 30;
/** Of one customer: more than this is looked at in the list of the area. */
const MOST = 50;

const byId = (id: string) => ({ params: { path: { account_id: id } } });

export const useCustomer = (id: string) => $api.useQuery("get", "/v1/accounts/{account_id}", byId(id));
export const useOverview = (id: string) => $api.useQuery("get", "/v1/accounts/{account_id}/overview", byId(id));

export function useStory(id: string, filter: string) {
  const params = { path: { account_id: id }, query: { pageSize: PAGE, ...(filter && { filter }) } };
  return useInfiniteQuery({
    queryKey: ["get", "/v1/accounts/{account_id}/timeline", { params }],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...params.query, ...(pageParam && { pageToken: pageParam }) };
      return reply(api.GET("/v1/accounts/{account_id}/timeline", { params: { ...params, query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: ({ nextPageToken }) => nextPageToken || undefined,
  });
}

export function useTeam(id: string) {
  const params = { path: { account_id: id }, query: { pageSize: 100 } };
  return $api.useQuery("get", "/v1/accounts/{account_id}/assignments", { params });
}

export function useContacts(id: string, showArchived: boolean) {
  const { may } = useSession();
  const query = { filter: `account_id = "${id}"`, pageSize: 200, ...(showArchived && { showArchived }) };
  return $api.useQuery("get", "/v1/contacts", { params: { query } }, { enabled: may("contact.read") });
}

/** What is to be done with the customer, in the order of what it is worth. */
export function useTodosOf(id: string) {
  const { may } = useSession();
  const filter = `customer_id = "${id}" AND (state = OPEN OR state = SNOOZED)`;
  return $api.useQuery(
    "get",
    "/v1/todos",
    { params: { query: { filter, pageSize: MOST } } },
    { enabled: may("todo.read") },
  );
}

export function useDealsOf(id: string) {
  const { may } = useSession();
  const query = { filter: `account_id = "${id}"`, orderBy: "open_date desc", pageSize: MOST };
  return $api.useQuery("get", "/v1/opportunities", { params: { query } }, { enabled: may("opportunity.read") });
}

/** The contracts of the customer, and those that it pays for somebody else. */
export function useContractsOf(id: string) {
  const { may } = useSession();
  const filter = `(account_id = "${id}" OR customer_id = "${id}")`;
  const query = { filter, orderBy: "create_time desc", pageSize: MOST };
  return $api.useQuery("get", "/v1/contracts", { params: { query } }, { enabled: may("contract.read") });
}

/** What it owes or will owe, the oldest first. */
export function useOwedBy(id: string) {
  const { may } = useSession();
  const filter = `customer_id = "${id}" AND open > 0`;
  const query = { filter, orderBy: "due_date", pageSize: MOST };
  return $api.useQuery("get", "/v1/instalments", { params: { query } }, { enabled: may("plan.read") });
}

export function useCareDates(id: string) {
  const { may } = useSession();
  const query = { filter: `account_id = "${id}"`, pageSize: MOST };
  return $api.useQuery("get", "/v1/careDates", { params: { query } }, { enabled: may("care_date.read") });
}

export function useQuiet(id: string) {
  const { may } = useSession();
  const filter = `account_id = "${id}" AND (until_date >= today OR until_date = null)`;
  return $api.useQuery(
    "get",
    "/v1/doNotDisturbs",
    { params: { query: { filter, pageSize: MOST } } },
    { enabled: may("do_not_disturb.read") },
  );
}

export function useRewards(id: string) {
  const { may } = useSession();
  const params = { path: { account_id: id }, query: { pageSize: MOST } };
  return $api.useQuery("get", "/v1/accounts/{account_id}/referralRewards", { params }, { enabled: may("lead.read") });
}

export function usePools() {
  const { may } = useSession();
  const { data, ...rest } = $api.useQuery(
    "get",
    "/v1/accountPools",
    { params: { query: { pageSize: 100, orderBy: "name" } } },
    { enabled: may("account_pool.read") },
  );
  return { ...rest, pools: data?.accountPools };
}
