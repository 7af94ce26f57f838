import { api, reply } from "../../../api/client";
import type { components } from "../../../api/generated/openapi";
import type { DoNotDisturb } from "../types";

export type DoNotDisturbInput = components["schemas"]["accounts.DoNotDisturbInput"];

/** Of a contact, or of the whole company where none is named. */
export function addQuiet({ accountId, contactId, ...rest }: DoNotDisturbInput): Promise<DoNotDisturb> {
  const of = contactId ? { contactId } : { accountId: accountId ?? "" };
  return reply(api.POST("/v1/doNotDisturbs", { body: { ...of, ...rest } }));
}
