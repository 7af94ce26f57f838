import { Link, type LinkProps } from "@tanstack/react-router";
import type { AriaAttributes, ReactNode, Ref } from "react";

/** Where a figure, a row or a name leads: `{ to: "/leads/$leadId", params: { leadId } }`. */
export interface Go {
  to: string;
  params?: Readonly<Record<string, string>>;
  search?: Readonly<Record<string, unknown>>;
}

export interface GoLinkProps extends Pick<AriaAttributes, "aria-label" | "aria-current" | "aria-describedby"> {
  ref?: Ref<HTMLAnchorElement>;
  go: Go;
  className?: string;
  tabIndex?: number;
  onClick?: () => void;
  children: ReactNode;
}

// A tab or a filter is here only with the very same search, not wherever its path is.
const EXACT = { exact: true };

/** A link whose place comes as a value. */
export function GoLink({ go, ...props }: GoLinkProps) {
  return <Link {...linkOf(go)} activeOptions={EXACT} {...props} />;
}

/** The router checks a path that is written out; one that comes as a value it cannot. */
export function linkOf(go: Go): LinkProps {
  return go as LinkProps;
}
