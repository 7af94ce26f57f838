import type { Contract, ContractState } from "./types";

/** What moves a contract on in its life. */
export type LifeAct = "approve" | "seal" | "recordReturn" | "makeEffective" | "fulfil";

interface Next {
  act: LifeAct;
  permission: string;
  /** Whose duty it is, by the roles that the product ships. */
  roles: readonly string[];
}

const NEXT: Readonly<Partial<Record<ContractState, Next>>> = {
  CONTRACT_STATE_DRAFT: { act: "approve", permission: "contract.approve", roles: ["sales_manager", "finance_manager"] },
  CONTRACT_STATE_APPROVED: { act: "seal", permission: "contract.seal", roles: ["commercial"] },
  CONTRACT_STATE_SEALED: { act: "recordReturn", permission: "contract.seal", roles: ["commercial"] },
  CONTRACT_STATE_RETURNED: { act: "makeEffective", permission: "contract.make_effective", roles: ["commercial"] },
  CONTRACT_STATE_EFFECTIVE: { act: "fulfil", permission: "contract.fulfil", roles: ["commercial"] },
};

/** The next step of its life, and who may take it; none of one that has ended. */
export function nextInLife({ state }: Pick<Contract, "state">): Next | undefined {
  return NEXT[state];
}

/** Signed by nobody yet: what was agreed may still be changed. */
export function isChangeable({ state, archiveTime }: Contract): boolean {
  return !archiveTime && (state === "CONTRACT_STATE_DRAFT" || state === "CONTRACT_STATE_APPROVED");
}

/** Facts about it may be noted as long as it runs. */
export function isRunning({ state, archiveTime }: Contract): boolean {
  return !archiveTime && state !== "CONTRACT_STATE_FULFILLED" && state !== "CONTRACT_STATE_TERMINATED";
}
