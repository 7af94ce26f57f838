import { api, ifMatch, reply } from "../../../../api/client";
import type { components } from "../../../../api/generated/openapi";
import type { Tone } from "../../../../ui/shown";
import type { Contact } from "../../types";

export type ContactPatch = components["schemas"]["accounts.ContactPatch"];
type Role = components["schemas"]["accounts.DecisionRole"];

const ORDER: readonly Role[] = [
  "DECISION_ROLE_DECIDER",
  "DECISION_ROLE_BLOCKER",
  "DECISION_ROLE_INFLUENCER",
  "DECISION_ROLE_BUYER",
  "DECISION_ROLE_USER",
  "DECISION_ROLE_UNSPECIFIED",
];

export const ROLE_TONES: Readonly<Partial<Record<Role, Tone>>> = {
  DECISION_ROLE_DECIDER: "on",
  DECISION_ROLE_BLOCKER: "warn",
  DECISION_ROLE_INFLUENCER: "info",
};

/** Along the chain of decision; who left it and who was removed come last. */
export function inDecisionOrder(contacts: readonly Contact[]): Contact[] {
  const rank = ({ departed, archiveTime, decisionRole }: Contact): number =>
    ORDER.indexOf(decisionRole) + (departed ? 10 : 0) + (archiveTime ? 20 : 0);
  return contacts.toSorted((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name, "zh-CN"));
}

const path = ({ id }: Pick<Contact, "id">) => ({ params: { path: { contact_id: id } } });
const at = (of: Pick<Contact, "id" | "etag">) => ({ ...path(of), headers: ifMatch(of) });

export function patchContact(of: Pick<Contact, "id" | "etag">, body: ContactPatch): Promise<Contact> {
  return reply(api.PATCH("/v1/contacts/{contact_id}", { ...at(of), body }));
}

export function archiveContact(of: Pick<Contact, "id" | "etag">): Promise<Contact> {
  return reply(api.POST("/v1/contacts/{contact_id}:archive", at(of)));
}

export function restoreContact(of: Pick<Contact, "id" | "etag">): Promise<Contact> {
  return reply(api.POST("/v1/contacts/{contact_id}:restore", at(of)));
}

/** Gone for good, with everything that is personal. */
export function eraseContact(of: Pick<Contact, "id" | "etag">, reason: string): Promise<Contact> {
  return reply(api.POST("/v1/contacts/{contact_id}:erase", { ...at(of), body: { reason } }));
}

/** In full for who looks after the customer, who sees it by reading it by itself. */
export function readContact(of: Pick<Contact, "id">): Promise<Contact> {
  return reply(api.GET("/v1/contacts/{contact_id}", path(of)));
}

/** In full for others, who say why; that is kept. */
export function revealContact(of: Pick<Contact, "id">, reason: string): Promise<Contact> {
  return reply(api.POST("/v1/contacts/{contact_id}:reveal", { ...path(of), body: { reason } }));
}
