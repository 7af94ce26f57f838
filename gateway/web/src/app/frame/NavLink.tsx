import { Link, useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Entry, pageAt } from "../navigation";

export interface NavLinkProps {
  to: string;
  isExact?: boolean;
  isMain?: boolean;
  children: ReactNode;
}

/** A link of a navigation; the area that one is in is marked, for the eye and the ear. */
export function NavLink({ to, isExact = false, isMain = false, children }: NavLinkProps) {
  return (
    <Link
      to={pageAt(to)}
      className={isMain ? "nav-link main" : "nav-link"}
      activeOptions={{ exact: isExact, includeSearch: false }}
      activeProps={{ className: "here", "aria-current": "page" }}
    >
      {children}
    </Link>
  );
}

/** Whether there is such a page: areas come one by one. */
export function useExists(): (to: string) => boolean {
  const { routesByPath } = useRouter();
  return (to) => to in routesByPath;
}

/** Whether the page that one is on belongs to an entry inside this one, which is marked instead. */
export function isFurtherIn({ to }: Entry, entries: readonly Entry[], path: string): boolean {
  return entries.some((other) => other.to.startsWith(`${to}/`) && `${path}/`.startsWith(`${other.to}/`));
}
