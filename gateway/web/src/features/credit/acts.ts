import type { CreditLimit } from "../../parts/credit/types";

export type Act = "approve" | "confirm" | "reject" | "withdraw" | "end";

const PERMISSIONS: Readonly<Record<Act, string>> = {
  approve: "credit_limit.approve",
  confirm: "credit_limit.confirm",
  reject: "credit_limit.reject",
  withdraw: "credit_limit.request",
  end: "credit_limit.end",
};

/** Whether it takes a request further; the others end it. */
export function isStep(act: Act): boolean {
  return act === "approve" || act === "confirm";
}

function possible(of: CreditLimit): Act[] {
  if (of.state === "CREDIT_STATE_REQUESTED") return [of.approvedBy ? "confirm" : "approve", "reject", "withdraw"];
  return of.state === "CREDIT_STATE_APPROVED" ? ["end"] : [];
}

/** What a person may do with it: no one is two of those who must differ. The server asks the same once more. */
export function actsFor(of: CreditLimit, personId: string, may: (permission: string) => boolean): Act[] {
  const isMine = of.requestedBy === personId;
  const isOwner = of.ownerId === personId;
  const barred: Readonly<Record<Act, boolean>> = {
    approve: isMine || isOwner,
    confirm: isMine || isOwner || of.approvedBy === personId,
    reject: isMine,
    withdraw: !isMine,
    end: false,
  };
  return possible(of).filter((act) => may(PERMISSIONS[act]) && !barred[act]);
}
