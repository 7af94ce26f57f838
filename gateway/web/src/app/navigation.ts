import type { LinkProps } from "@tanstack/react-router";
import type { IconName } from "../ui/Icon";
import type { Session } from "./session";

export interface Entry {
  to: string;
  icon: IconName;
  /** Of the catalogue `ui`. */
  text: string;
  /** Whoever may do this has a use for the page; without one, everybody. */
  permission?: string;
  /** Goes with the entry before it. */
  isInner?: boolean;
  /** The one thing to do, in the middle. */
  isMain?: boolean;
  /** The letter after g. */
  key?: string;
}

export const DESK: readonly Entry[] = [
  { to: "/today", icon: "home", text: "nav.today", key: "t" },
  { to: "/leads", icon: "flag", text: "nav.leads", permission: "lead.read", key: "l" },
  { to: "/customers", icon: "building", text: "nav.customers", permission: "account.read", key: "c" },
  { to: "/deals", icon: "board", text: "nav.deals", permission: "opportunity.read", key: "d" },
  { to: "/contracts", icon: "contract", text: "nav.contracts", permission: "contract.read", key: "h" },
  { to: "/orders", icon: "contract", text: "nav.orders", permission: "order.read", isInner: true, key: "o" },
  { to: "/receivables", icon: "money", text: "nav.receivables", permission: "plan.read", key: "r" },
  { to: "/receivables/path", icon: "path", text: "nav.path", permission: "plan.read", isInner: true, key: "p" },
  { to: "/calendar", icon: "calendar", text: "nav.calendar", key: "a" },
];

/** Below the others. */
export const FOOT: readonly Entry[] = [{ to: "/settings", icon: "settings", text: "nav.settings", key: "s" }];

/** Writing down what was said, from anywhere. */
export const LOG: Entry = { to: "/log", icon: "edit", text: "nav.log", permission: "interaction.create", isMain: true };

/** The bar of the phone. */
export const PHONE: readonly Entry[] = [
  { to: "/today", icon: "home", text: "nav.today" },
  { to: "/customers", icon: "building", text: "nav.customers", permission: "account.read" },
  LOG,
  { to: "/receivables", icon: "money", text: "nav.money", permission: "plan.read" },
  { to: "/me", icon: "person", text: "nav.me" },
];

/** An entry may name a page that is yet to come, so that the router cannot know it. */
export function pageAt(to: string): NonNullable<LinkProps["to"]> {
  return to as NonNullable<LinkProps["to"]>;
}

/** What this person has a use for, of the pages that there are. */
export function allowed(
  entries: readonly Entry[],
  { may }: Pick<Session, "may">,
  exists: (to: string) => boolean = () => true,
): Entry[] {
  return entries.filter(({ to, permission }) => exists(to) && (!permission || may(permission)));
}
