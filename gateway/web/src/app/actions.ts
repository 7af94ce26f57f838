import { type Entry, LOG } from "./navigation";

/** What can be begun from anywhere. A page opens its form where its address says `new`. */
export const ACTIONS: readonly Entry[] = [
  LOG,
  { to: "/leads?new=true", icon: "plus", text: "act.lead", permission: "lead.create" },
  { to: "/customers?new=true", icon: "plus", text: "act.customer", permission: "account.create" },
  { to: "/deals?new=true", icon: "plus", text: "act.deal", permission: "opportunity.create" },
  { to: "/receipts?new=true", icon: "plus", text: "act.receipt", permission: "receipt.record" },
];
