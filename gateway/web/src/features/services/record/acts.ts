import type { ServiceCharge, State } from "../types";

export type Act = "edit" | "submit" | "withdraw" | "approve" | "return" | "cancel" | "approveCancel" | "keep" | "stay";

const PERMISSIONS: Readonly<Record<Act, string>> = {
  edit: "service_charge.update",
  submit: "service_charge.submit",
  withdraw: "service_charge.withdraw",
  approve: "service_charge.approve",
  return: "service_charge.return",
  cancel: "service_charge.cancel",
  approveCancel: "service_charge.approve",
  keep: "service_charge.return",
  stay: "service_charge.withdraw",
};

/** What its state allows, the main one first. */
const POSSIBLE: Readonly<Partial<Record<State, readonly Act[]>>> = {
  SERVICE_CHARGE_STATE_DRAFT: ["submit", "edit", "withdraw"],
  SERVICE_CHARGE_STATE_SUBMITTED: ["approve", "return", "withdraw"],
  SERVICE_CHARGE_STATE_APPROVED: ["cancel"],
  SERVICE_CHARGE_STATE_CANCELLING: ["approveCancel", "keep", "stay"],
};

/** What a person may do with it: the server asks the same once more. Neither who asked nor whose customer it is decides. */
export function actsFor(
  of: Pick<ServiceCharge, "state" | "askedBy" | "ownerId">,
  personId: string,
  may: (permission: string) => boolean,
): Act[] {
  const isMaker = of.askedBy === personId || of.ownerId === personId;
  return (POSSIBLE[of.state] ?? []).filter(
    (act) => may(PERMISSIONS[act]) && !(isMaker && (act === "approve" || act === "approveCancel")),
  );
}
