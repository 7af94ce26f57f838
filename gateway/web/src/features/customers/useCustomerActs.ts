import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../api/client";
import { type Command, useCommand } from "../../api/command";
import type { components } from "../../api/generated/openapi";
import type { Account, AccountPatch } from "./types";

type Assignment = components["schemas"]["common.Assignment"];

const path = ({ id }: Pick<Account, "id">) => ({ params: { path: { account_id: id } } });

function patch(of: Pick<Account, "id" | "etag">, body: AccountPatch): Promise<Account> {
  return reply(api.PATCH("/v1/accounts/{account_id}", { ...path(of), headers: ifMatch(of), body }));
}

/** Gives it to a new owner. */
export function giveTo(of: Pick<Account, "id">, personId: string, reason: string): Promise<Assignment> {
  const body = { personId, role: "ASSIGNMENT_ROLE_OWNER" as const, reason };
  return reply(api.POST("/v1/accounts/{account_id}/assignments", { ...path(of), body }));
}

export function claim(of: Pick<Account, "id">): Promise<Account> {
  return reply(api.POST("/v1/accounts/{account_id}:claim", { ...path(of), body: {} }));
}

/** Into a pool; into that of its owner's team where none is named. */
export function release(of: Pick<Account, "id">, reason: string, accountPoolId = ""): Promise<Account> {
  const body = { reason, ...(accountPoolId && { accountPoolId }) };
  return reply(api.POST("/v1/accounts/{account_id}:release", { ...path(of), body }));
}

export function archive(of: Pick<Account, "id" | "etag">): Promise<Account> {
  return reply(api.POST("/v1/accounts/{account_id}:archive", { ...path(of), headers: ifMatch(of) }));
}

export function restore(of: Pick<Account, "id" | "etag">): Promise<Account> {
  return reply(api.POST("/v1/accounts/{account_id}:restore", { ...path(of), headers: ifMatch(of) }));
}

export function setTier(of: Pick<Account, "id" | "etag">, tier: NonNullable<AccountPatch["tier"]>): Promise<Account> {
  return patch(of, { tier });
}

/** What these fields said before: the body that brings it back. A value that was not there is cleared by null, which the types do not know. */
export function before(of: Account, body: AccountPatch): AccountPatch {
  const known: Readonly<Record<string, unknown>> = { ...of };
  return Object.fromEntries(Object.keys(body).map((field) => [field, known[field] ?? null])) as AccountPatch;
}

export interface CustomerActs extends Pick<Command, "isPending" | "problem" | "reset"> {
  /** Changes fields, with undo. */
  change: (body: AccountPatch) => Promise<Account | undefined>;
  claim: () => Promise<Account | undefined>;
  release: (reason: string, poolId: string) => Promise<Account | undefined>;
  archive: () => Promise<Account | undefined>;
  restore: () => Promise<Account | undefined>;
}

/** Everything that is done to one customer; `quiet` where a form on the screen shows what was refused. */
export function useCustomerActs(of: Account, { quiet = false } = {}): CustomerActs {
  const { t } = useTranslation("customers");
  const { run, ...command } = useCommand();
  return {
    ...command,
    change: (body) =>
      run(() => patch(of, body), { done: t("saved"), quiet, undo: (changed) => patch(changed, before(of, body)) }),
    claim: () =>
      run(() => claim(of), {
        done: t("act.claimed"),
        quiet,
        undo: (claimed) => release(claimed, t("act.claimedByMistake"), of.poolId),
      }),
    // Whoever had it may have to wait before claiming it again, so that there is no way back that always works.
    release: (reason, poolId) => run(() => release(of, reason, poolId), { done: t("act.released"), quiet }),
    archive: () => run(() => archive(of), { done: t("act.archived"), undo: restore }),
    restore: () => run(() => restore(of), { done: t("act.restored"), undo: archive }),
  };
}
