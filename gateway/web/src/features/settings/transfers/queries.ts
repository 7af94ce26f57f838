import { $api } from "../../../api/client";
import type { components } from "../../../api/generated/openapi";

export type Transfer = components["schemas"]["accounts.Transfer"];
export type Preview = components["schemas"]["accounts.TransferPreview"];
export type Rule = components["schemas"]["accounts.TransferRule"];

const SOON = 1_500;

/** While it is being carried out it is looked at again by itself. */
export function useTransfer(id: string) {
  return $api.useQuery(
    "get",
    "/v1/transfers/{transfer_id}",
    { params: { path: { transfer_id: id } } },
    {
      refetchInterval: ({ state }) => (state.data && isUnderWay(state.data as Transfer) ? SOON : false),
    },
  );
}

export function usePreview(id: string, isEnabled = true) {
  const params = { path: { transfer_id: id } };
  return $api.useQuery("get", "/v1/transfers/{transfer_id}/preview", { params }, { enabled: isEnabled });
}

export function isUnderWay({ state }: Transfer): boolean {
  return state === "TRANSFER_STATE_EXECUTING" || state === "TRANSFER_STATE_UNDOING";
}
