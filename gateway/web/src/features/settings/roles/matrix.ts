import type { components } from "../../../api/generated/openapi";
import type { Reach } from "../../../app/session";
import type { Role } from "../../../parts/roles";

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

/** The grants as they are chosen; what a grant was limited to stays with it. */
export function grantsOf(chosen: Given, before: readonly Grant[]): Grant[] {
  return [...chosen].map(([permission, reach]) => {
    const limits = before.find((grant) => grant.permission === permission)?.limits;
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

export function same(one: Given, other: Given): boolean {
  return one.size === other.size && [...one].every(([permission, reach]) => other.get(permission) === reach);
}
