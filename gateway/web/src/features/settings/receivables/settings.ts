import { api, ifMatch, reply } from "../../../api/client";
import type { components } from "../../../api/generated/openapi";

export type Settings = components["schemas"]["receivables.ReceivableSettings"];
type Changes = components["schemas"]["receivables.ReceivableSettingsPatch"];

/** Stores what was changed, unless somebody else has changed them meanwhile. */
export function save({ etag }: Settings, body: Changes): Promise<Settings> {
  return reply(api.PATCH("/v1/receivableSettings", { body, ...(etag && { headers: ifMatch({ etag }) }) }));
}

export const KINDS = ["rounding", "bankFee", "writeOff", "lateInterestWaiver"] as const;
export type Kind = (typeof KINDS)[number];

/** Of these it can be said from when on they count. */
export const BILLS = ["TENDER_BANK_BILL", "TENDER_COMMERCIAL_BILL", "TENDER_DIGITAL_CLAIM"] as const;
