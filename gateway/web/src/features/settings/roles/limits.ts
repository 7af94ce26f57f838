import type { components } from "../../../api/generated/openapi";
import type { Grant } from "./matrix";

export type Limits = components["schemas"]["identity.Limits"];

export const NONE: Limits = { legalEntityIds: [], businessUnits: [], productLines: [], regions: [] };

/** To what each permission is limited besides its reach; those that are missing are not. */
export type Limited = ReadonlyMap<string, Limits>;

/** Kinds of records that belong to a company of ours, a unit, a line or a region. */
const RECORDS: ReadonlySet<string> = new Set([
  "account",
  "care_date",
  "collection_note",
  "competitor",
  "contact",
  "contract",
  "dispute",
  "intent",
  "interaction",
  "lead",
  "ledger",
  "milestone",
  "opportunity",
  "plan",
  "plan_revision",
  "promise",
  "receipt",
  "touch",
]);

export function isLimited({ legalEntityIds, businessUnits, productLines, regions }: Limits): boolean {
  return [legalEntityIds, businessUnits, productLines, regions].some(({ length }) => length > 0);
}

export function limitedOf(grants: readonly Grant[]): Limited {
  return new Map(
    grants.flatMap(({ permission, limits }) => (limits && isLimited(limits) ? [[permission, limits] as const] : [])),
  );
}

/** Which of the permissions that are given a limit of the whole role is for. */
export function ofRecords(permissions: Iterable<string>): string[] {
  return [...permissions].filter((permission) => RECORDS.has(permission.split(".")[0] ?? ""));
}

export function withLimits(limited: Limited, permissions: readonly string[], limits: Limits): Limited {
  const next = new Map(limited);
  for (const permission of permissions) {
    if (isLimited(limits)) next.set(permission, limits);
    else next.delete(permission);
  }
  return next;
}

const KEYS = ["legalEntityIds", "businessUnits", "productLines", "regions"] as const;

/** Order means nothing in a limit. */
export function fingerprintOf(limits: Limits | undefined): string {
  return limits ? KEYS.map((key) => [...limits[key]].sort().join("\u0000")).join("\u0001") : "";
}

/** What all of these have in common; undefined where they differ. */
export function commonOf(limited: Limited, permissions: readonly string[]): Limits | undefined {
  const [first, ...others] = permissions.map((permission) => limited.get(permission));
  const isOne = others.every((each) => fingerprintOf(each) === fingerprintOf(first));
  return isOne ? (first ?? NONE) : undefined;
}
