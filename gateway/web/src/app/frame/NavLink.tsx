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

/** Whether an entry holds another one of the list, so that it is marked only on its own page. */
export function holdsAnother({ to }: Entry, entries: readonly Entry[]): boolean {
  return entries.some((other) => other.to.startsWith(`${to}/`));
}
