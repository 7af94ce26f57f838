import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../api/client";
import { type Command, useCommand } from "../../api/command";
import type { LifeAct } from "./life";
import type { Contract, ContractPatch } from "./types";

const at = (of: Pick<Contract, "id" | "etag">) => ({ params: { path: { contract_id: of.id } }, headers: ifMatch(of) });

function patch(of: Pick<Contract, "id" | "etag">, body: ContractPatch): Promise<Contract> {
  return reply(api.PATCH("/v1/contracts/{contract_id}", { ...at(of), body }));
}

export interface Step {
  /** The day on which it happened; today where none is named. */
  date?: string;
  scanAttachmentId?: string;
}

export interface ContractActs extends Pick<Command, "isPending" | "problem" | "reset" | "run"> {
  change: (body: ContractPatch, done?: string) => Promise<Contract | undefined>;
  step: (act: LifeAct, of: Step) => Promise<Contract | undefined>;
  terminate: (reason: string, date: string) => Promise<Contract | undefined>;
  archive: () => Promise<Contract | undefined>;
  restore: () => Promise<Contract | undefined>;
}

/** Everything that is done to one contract; `quiet` where a form on the screen shows what was refused. */
export function useContractActs(contract: Contract, { quiet = false } = {}): ContractActs {
  const { t } = useTranslation("contracts");
  const command = useCommand();
  const { run } = command;
  const archive = (of: Contract) => reply(api.POST("/v1/contracts/{contract_id}:archive", at(of)));
  const restore = (of: Contract) => reply(api.POST("/v1/contracts/{contract_id}:restore", at(of)));
  return {
    ...command,
    change: (body, done = t("saved")) =>
      run(() => patch(contract, body), { done, quiet, undo: (changed) => patch(changed, before(contract, body)) }),
    step: (act, of) => run(() => take(contract, act, of), { done: t(`life.done.${act}`), quiet }),
    terminate: (reason, terminateDate) =>
      run(
        () =>
          reply(
            api.POST("/v1/contracts/{contract_id}:terminate", { ...at(contract), body: { reason, terminateDate } }),
          ),
        { done: t("life.done.terminate"), quiet },
      ),
    archive: () => run(() => archive(contract), { done: t("act.archived"), undo: restore }),
    restore: () => run(() => restore(contract), { done: t("act.restored"), undo: archive }),
  };
}

/** What these fields said before: the body that brings it back. */
function before(contract: Contract, body: ContractPatch): ContractPatch {
  const known: Readonly<Record<string, unknown>> = { ...contract };
  return Object.fromEntries(Object.keys(body).map((field) => [field, known[field] ?? null])) as ContractPatch;
}

function take(contract: Contract, act: LifeAct, { date = "", scanAttachmentId = "" }: Step): Promise<Contract> {
  const to = at(contract);
  switch (act) {
    case "approve":
      return reply(api.POST("/v1/contracts/{contract_id}:approve", to));
    case "seal":
      return reply(api.POST("/v1/contracts/{contract_id}:seal", { ...to, body: { sealDate: date } }));
    case "recordReturn":
      return reply(
        api.POST("/v1/contracts/{contract_id}:recordReturn", { ...to, body: { scanAttachmentId, returnDate: date } }),
      );
    case "makeEffective":
      return reply(api.POST("/v1/contracts/{contract_id}:makeEffective", { ...to, body: { effectiveDate: date } }));
    case "fulfil":
      return reply(api.POST("/v1/contracts/{contract_id}:fulfil", { ...to, body: { fulfilDate: date } }));
  }
}
