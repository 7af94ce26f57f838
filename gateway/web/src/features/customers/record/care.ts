import { api, reply } from "../../../api/client";
import type { components } from "../../../api/generated/openapi";
import type { CareDate } from "../types";

export type CareDateInput = components["schemas"]["accounts.CareDateInput"];

export function addCareDate(body: CareDateInput): Promise<CareDate> {
  return reply(api.POST("/v1/careDates", { body }));
}

/** What makes one that was taken back anew. */
export function againOf({
  accountId,
  contactId,
  occasion,
  month,
  day,
  year,
  festival,
  title,
  daysAhead,
}: CareDate): CareDateInput {
  return {
    ...(contactId ? { contactId } : { accountId }),
    occasion,
    title,
    daysAhead,
    ...(occasion === "OCCASION_FESTIVAL" ? { festival } : { month, day, year }),
  };
}
