import type { components } from "../../../api/generated/openapi";
import type { Reach } from "../../../app/session";
import type { Role } from "../../../parts/roles";
import { fingerprintOf, isLimited, type Limited } from "./limits";

export type Grant = components["schemas"]["identity.Grant"];

/** How far each permission goes; those that are missing are not given. */
export type Given = ReadonlyMap<string, Reach>;

export function givenOf(grants: readonly Grant[]): Given {
  return new Map(grants.map(({ permission, reach }) => [permission, reach]));
}

export interface Group {
  type: string;
  permissions: string[];
}

/** Every permission that any role has, by what it is about. */
export function groupsOf(roles: readonly Role[]): Group[] {
  const all = new Set(roles.flatMap(({ grants }) => grants.map(({ permission }) => permission)));
  const groups = new Map<string, string[]>();
  for (const permission of [...all].sort()) {
    const type = permission.split(".")[0] ?? "";
    groups.set(type, [...(groups.get(type) ?? []), permission]);
  }
  return [...groups].map(([type, permissions]) => ({ type, permissions }));
}

/** The grants as they are chosen, each with what it is limited to. */
export function grantsOf(chosen: Given, limited: Limited): Grant[] {
  return [...chosen].map(([permission, reach]) => {
    const limits = limited.get(permission);
    return { permission, reach, ...(limits && { limits }) };
  });
}

/** With one permission going this far, or not given. */
export function withReach(chosen: Given, permission: string, reach: Reach | undefined): Given {
  const next = new Map(chosen);
  if (reach) next.set(permission, reach);
  else next.delete(permission);
  return next;
}

/** Whether they let people do the same; their order means nothing. */
export function same(one: readonly Grant[], other: readonly Grant[]): boolean {
  const said = ({ permission, reach, limits }: Grant): string => {
    const isAny = limits && isLimited(limits);
    return `${permission} ${reach} ${isAny ? fingerprintOf(limits) : ""}`;
  };
  const known = new Set(one.map(said));
  return one.length === other.length && other.every((grant) => known.has(said(grant)));
}
