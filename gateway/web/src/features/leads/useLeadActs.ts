import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../api/client";
import { type Command, useCommand } from "../../api/command";
import type { operations } from "../../api/generated/openapi";
import { before } from "../../parts/before";
import type { Disposition, Lead, LeadPatch } from "./types";

export type ConvertBody = NonNullable<operations["convertLead"]["requestBody"]>["content"]["application/json"];

const at = (lead: Pick<Lead, "id">) => ({ params: { path: { lead_id: lead.id } } });
const now = (lead: Pick<Lead, "id" | "etag">) => ({ ...at(lead), headers: ifMatch(lead) });

function patchLead(lead: Pick<Lead, "id" | "etag">, body: LeadPatch): Promise<Lead> {
  return reply(api.PATCH("/v1/leads/{lead_id}", { ...now(lead), body }));
}

export const acceptLead = (lead: Lead): Promise<Lead> =>
  reply(api.POST("/v1/leads/{lead_id}:accept", { ...now(lead), body: {} }));
export const claimLead = (lead: Pick<Lead, "id">): Promise<Lead> =>
  reply(api.POST("/v1/leads/{lead_id}:claim", { ...at(lead), body: {} }));
export const assignLead = (lead: Lead, ownerId: string, reason: string): Promise<Lead> =>
  reply(api.POST("/v1/leads/{lead_id}:assign", { ...now(lead), body: { ownerId, reason } }));
const returnLead = (lead: Lead, reason: string): Promise<Lead> =>
  reply(api.POST("/v1/leads/{lead_id}:return", { ...now(lead), body: { reason } }));
export const releaseLead = (lead: Lead, reason: string, poolId = ""): Promise<Lead> =>
  reply(api.POST("/v1/leads/{lead_id}:release", { ...now(lead), body: { reason, ...(poolId && { poolId }) } }));
export const disqualifyLead = (lead: Lead, reason: string, wakeDate = ""): Promise<Lead> =>
  reply(api.POST("/v1/leads/{lead_id}:disqualify", { ...now(lead), body: { reason, wakeDate } }));
export const archiveLead = (lead: Lead): Promise<Lead> =>
  reply(api.POST("/v1/leads/{lead_id}:archive", { ...now(lead), body: {} }));
export const restoreLead = (lead: Lead): Promise<Lead> =>
  reply(api.POST("/v1/leads/{lead_id}:restore", { ...now(lead), body: {} }));

type Done = Promise<Lead | undefined>;

export interface LeadActs extends Pick<Command, "isPending" | "problem" | "reset"> {
  change: (lead: Lead, body: LeadPatch) => Done;
  accept: (lead: Lead) => Done;
  claim: (lead: Pick<Lead, "id">) => Done;
  contact: (lead: Lead, disposition: Disposition) => Done;
  qualify: (lead: Lead) => Done;
  assign: (lead: Lead, ownerId: string, reason: string) => Done;
  giveBack: (lead: Lead, reason: string) => Done;
  release: (lead: Lead, reason: string, poolId?: string) => Done;
  disqualify: (lead: Lead, reason: string, wakeDate: string) => Done;
  convert: (lead: Lead, body: ConvertBody) => Done;
  reveal: (lead: Lead, reason: string) => Done;
  archive: (lead: Lead) => Done;
  restore: (lead: Lead) => Done;
}

/** Everything that is done to a lead; `quiet` where a form on the screen shows what was refused. */
export function useLeadActs({ quiet = false } = {}): LeadActs {
  const { t } = useTranslation("leads");
  const { run, ...command } = useCommand();
  return {
    ...command,
    change: (lead, body) =>
      run(() => patchLead(lead, body), {
        done: t("done.changed"),
        quiet,
        undo: (changed) => patchLead(changed, before(lead, body)),
      }),
    accept: (lead) => run(() => acceptLead(lead), { done: t("done.accept") }),
    claim: (lead) => run(() => claimLead(lead), { done: t("done.claim") }),
    contact: (lead, disposition) =>
      run(() => reply(api.POST("/v1/leads/{lead_id}:contact", { ...now(lead), body: { disposition } })), {
        done: t("done.contact"),
      }),
    qualify: (lead) =>
      run(() => reply(api.POST("/v1/leads/{lead_id}:qualify", { ...now(lead), body: {} })), {
        done: t("done.qualify"),
      }),
    assign: (lead, ownerId, reason) =>
      run(() => assignLead(lead, ownerId, reason), {
        done: t("done.assign"),
        quiet,
        ...(lead.ownerId && { undo: (assigned: Lead) => assignLead(assigned, lead.ownerId, "") }),
      }),
    giveBack: (lead, reason) => run(() => returnLead(lead, reason), { done: t("done.return"), quiet }),
    release: (lead, reason, poolId) => run(() => releaseLead(lead, reason, poolId), { done: t("done.release"), quiet }),
    disqualify: (lead, reason, wakeDate) =>
      run(() => disqualifyLead(lead, reason, wakeDate), { done: t("done.disqualify"), quiet }),
    convert: (lead, body) =>
      run(() => reply(api.POST("/v1/leads/{lead_id}:convert", { ...now(lead), body })), {
        done: t("done.convert"),
        quiet,
      }),
    reveal: (lead, reason) =>
      run(() => reply(api.POST("/v1/leads/{lead_id}:reveal", { ...at(lead), body: { reason } })), { quiet }),
    archive: (lead) => run(() => archiveLead(lead), { done: t("done.archive"), undo: restoreLead }),
    restore: (lead) => run(() => restoreLead(lead), { done: t("done.restore"), undo: archiveLead }),
  };
}
