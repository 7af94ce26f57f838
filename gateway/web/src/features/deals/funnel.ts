import { $api } from "../../api/client";

/** How the deals of a process stand: counts and money per stage, what moves on, where most is lost. */
export function useFunnel(
  processId: string | undefined,
  of: { ownerId?: string; fromDate?: string; toDate?: string } = {},
) {
  const query = { salesProcessId: processId ?? "", ...of };
  return $api.useQuery("get", "/v1/funnel", { params: { query } }, { enabled: Boolean(processId) });
}
