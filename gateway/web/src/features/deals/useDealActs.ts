import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../api/client";
import { type Command, useCommand } from "../../api/command";
import type { Money } from "../../api/money";
import { before } from "../../parts/before";
import type { Deal, DealPatch } from "./types";

const path = (deal: Pick<Deal, "id">) => ({ params: { path: { opportunity_id: deal.id } } });

function patch(deal: Pick<Deal, "id" | "etag">, body: DealPatch): Promise<Deal> {
  return reply(api.PATCH("/v1/opportunities/{opportunity_id}", { ...path(deal), headers: ifMatch(deal), body }));
}

/** Moves it to another stage. Forward, the gates on the way are asked. */
export function moveDeal(deal: Pick<Deal, "id" | "etag">, stage: string, note = ""): Promise<Deal> {
  const body = { stage, note };
  return reply(api.POST("/v1/opportunities/{opportunity_id}:advance", { ...path(deal), headers: ifMatch(deal), body }));
}

export interface DealActs extends Pick<Command, "isPending" | "problem" | "reset"> {
  /** Changes fields, with undo. */
  change: (body: DealPatch, done?: string) => Promise<Deal | undefined>;
  advance: (stage: string, note?: string) => Promise<Deal | undefined>;
  win: (body: { wonAmount?: Money; closeDate?: string }) => Promise<Deal | undefined>;
  lose: (body: {
    lossReasonId: string;
    lossDetail?: string;
    competitor?: string;
    closeDate?: string;
  }) => Promise<Deal | undefined>;
  reopen: (reason: string) => Promise<Deal | undefined>;
  archive: () => Promise<Deal | undefined>;
  restore: () => Promise<Deal | undefined>;
}

/** Everything that is done to one deal; `quiet` where a form on the screen shows what was refused. */
export function useDealActs(deal: Deal, { quiet = false } = {}): DealActs {
  const { t } = useTranslation("deals");
  const { run, ...command } = useCommand();
  const at = (of: Pick<Deal, "id" | "etag">) => ({ ...path(of), headers: ifMatch(of) });
  const restore = (of: Deal) => reply(api.POST("/v1/opportunities/{opportunity_id}:restore", at(of)));
  const archive = (of: Deal) => reply(api.POST("/v1/opportunities/{opportunity_id}:archive", at(of)));
  return {
    ...command,
    change: (body, done = t("saved")) =>
      run(() => patch(deal, body), { done, quiet, undo: (changed) => patch(changed, before(deal, body)) }),
    // Back asks no gate; back again does, where the first way went back.
    advance: (stage, note) =>
      run(() => moveDeal(deal, stage, note), {
        done: t("act.moved"),
        quiet,
        undo: (moved) => moveDeal(moved, deal.stage),
      }),
    win: (body) =>
      run(() => reply(api.POST("/v1/opportunities/{opportunity_id}:win", { ...at(deal), body })), {
        done: t("act.won"),
        quiet,
      }),
    lose: (body) =>
      run(() => reply(api.POST("/v1/opportunities/{opportunity_id}:lose", { ...at(deal), body })), {
        done: t("act.lost"),
        quiet,
      }),
    reopen: (reason) =>
      run(() => reply(api.POST("/v1/opportunities/{opportunity_id}:reopen", { ...at(deal), body: { reason } })), {
        done: t("act.reopened"),
        quiet,
      }),
    archive: () => run(() => archive(deal), { done: t("act.archived"), undo: restore }),
    restore: () => run(() => restore(deal), { done: t("act.restored"), undo: archive }),
  };
}
