import type { components } from "../../../api/generated/openapi";

export type Entry = components["schemas"]["common.AuditEntry"];

/** Each service keeps its own. */
export const LISTS = {
  identity: "/v1/auditEntries",
  leads: "/v1/auditEntries/leads",
  accounts: "/v1/auditEntries/accounts",
  pipeline: "/v1/auditEntries/pipeline",
  receivables: "/v1/auditEntries/receivables",
  notifier: "/v1/auditEntries/notifier",
} as const;

export type ServiceId = keyof typeof LISTS;
export const SERVICE_IDS = Object.keys(LISTS) as ServiceId[];

export function serviceOf(text: unknown): ServiceId | undefined {
  return SERVICE_IDS.find((id) => id === text);
}

export interface Change {
  field: string;
  before: unknown;
  after: unknown;
}

const isNothing = (value: unknown): boolean =>
  value === null || value === "" || (Array.isArray(value) && value.length === 0);

/** What changed, field by field. Of a record that came into being, only what it says of itself. */
export function changesOf({ changes }: Pick<Entry, "changes">): Change[] {
  const read: unknown = changes ? JSON.parse(changes) : {};
  if (typeof read !== "object" || read === null) return [];
  return Object.entries(read).flatMap(([field, pair]) => {
    const [before, after] = Array.isArray(pair) ? pair : [null, pair];
    return isNothing(before) && isNothing(after) ? [] : [{ field, before, after }];
  });
}
