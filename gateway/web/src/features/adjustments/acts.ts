import type { Adjustment } from "./types";

export type Act = "approve" | "confirm" | "pay" | "takeBack" | "reject" | "withdraw";

const PERMISSIONS: Readonly<Record<Act, string>> = {
  approve: "adjustment.approve",
  confirm: "adjustment.confirm",
  pay: "adjustment.pay",
  takeBack: "adjustment.request",
  reject: "adjustment.reject",
  withdraw: "adjustment.request",
};

/** What its state allows, in the order in which one would do it. */
function possible(of: Adjustment): Act[] {
  switch (of.state) {
    case "ADJUSTMENT_STATE_REQUESTED":
      return [of.approvedBy ? "confirm" : "approve", "reject", "withdraw"];
    case "ADJUSTMENT_STATE_APPROVED":
      return ["pay", "reject", "withdraw"];
    case "ADJUSTMENT_STATE_POSTED":
      return of.originalId || of.takenBack?.amount === of.amount?.amount ? [] : ["takeBack"];
    default:
      return [];
  }
}

/** What a person may do with it: no one is two of those who must differ. The server asks the same once more. */
export function actsFor(of: Adjustment, personId: string, may: (permission: string) => boolean): Act[] {
  const isMine = of.requestedBy === personId;
  const hadPart: Readonly<Record<Act, boolean>> = {
    approve: isMine,
    confirm: isMine || of.approvedBy === personId,
    pay: isMine || of.approvedBy === personId,
    takeBack: false,
    reject: isMine,
    withdraw: !isMine,
  };
  const isOwner = of.ownerId === personId;
  return possible(of).filter(
    (act) => may(PERMISSIONS[act]) && !hadPart[act] && !(isOwner && act !== "reject" && act !== "withdraw"),
  );
}
