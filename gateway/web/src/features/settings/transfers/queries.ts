import { $api } from "../../../api/client";
import type { components } from "../../../api/generated/openapi";

export type Transfer = components["schemas"]["accounts.Transfer"];
export type Preview = components["schemas"]["accounts.TransferPreview"];
export type Rule = components["schemas"]["accounts.TransferRule"];

const SOON = 1_500;
const CHECKING = 120_000;

/** While it is being carried out, and until its check list agrees, it is looked at again by itself. */
export function useTransfer(id: string) {
  return $api.useQuery(
    "get",
    "/v1/transfers/{transfer_id}",
    { params: { path: { transfer_id: id } } },
    {
      refetchInterval: ({ state }) => (state.data && isMoving(state.data as Transfer) ? SOON : false),
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

/** What goes with other things follows a moment after them: only then is it known whether anything differs. */
export function isChecking({ state, agreed, signTime, executeTime }: Transfer): boolean {
  if (state !== "TRANSFER_STATE_EXECUTED" || agreed || signTime || !executeTime) return false;
  return Date.now() - Date.parse(executeTime) < CHECKING;
}

function isMoving(transfer: Transfer): boolean {
  return isUnderWay(transfer) || isChecking(transfer);
}
