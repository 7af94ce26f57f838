import type { Bill } from "../types";

export type Act =
  | "approve"
  | "decline"
  | "present"
  | "pay"
  | "dishonour"
  | "request"
  | "split"
  | "release"
  | "settleRecourse"
  | "takeBack";

const PERMISSIONS: Readonly<Record<Act, string>> = {
  approve: "bill.approve",
  decline: "bill.decline",
  present: "bill.present",
  pay: "bill.pay",
  dishonour: "bill.dishonour",
  request: "bill.request",
  split: "bill.split",
  release: "bill.release",
  settleRecourse: "bill.settle_recourse",
  takeBack: "bill.take_back",
};

/** What its state allows, in the order in which one would do it. */
function possible(of: Bill): Act[] {
  if (of.asked) return ["approve", "decline"];
  const back: Act[] = of.recourse === "RECOURSE_CONTINGENT" ? ["dishonour"] : [];
  switch (of.state) {
    case "BILL_STATE_HELD":
      return ["present", "pay", "request", ...(of.subRange.includes("-") ? (["split"] as const) : []), "dishonour"];
    case "BILL_STATE_PLEDGED":
      return ["release", "pay", "dishonour", "takeBack"];
    case "BILL_STATE_PRESENTED":
      return ["pay", "dishonour", "takeBack"];
    case "BILL_STATE_ENDORSED":
    case "BILL_STATE_DISCOUNTED":
      return [...back, "takeBack"];
    case "BILL_STATE_PAID":
      return ["takeBack"];
    case "BILL_STATE_DISHONOURED":
      return of.recourse === "RECOURSE_OPEN" ? ["settleRecourse"] : [];
    default:
      return [];
  }
}

/** What a person may do with it: the server asks the same once more. */
export function actsFor(of: Bill, personId: string, may: (permission: string) => boolean): Act[] {
  return possible(of).filter(
    (act) =>
      may(PERMISSIONS[act]) &&
      !(act !== "decline" && of.ownerId === personId) &&
      !(act === "approve" && of.askedBy === personId) &&
      !(act === "dishonour" && of.enteredBy === personId) &&
      !(act === "takeBack" && of.actedBy === personId),
  );
}
