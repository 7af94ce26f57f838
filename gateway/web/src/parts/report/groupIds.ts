import type { components } from "../../api/generated/openapi";

export type Group = components["schemas"]["receivables.AgeingGroup"];

/** What reports of receivables can be grouped by here. */
export const GROUPS = [
  "AGEING_GROUP_CUSTOMER",
  "AGEING_GROUP_CUSTOMER_GROUP",
  "AGEING_GROUP_OWNER",
  "AGEING_GROUP_TEAM",
  "AGEING_GROUP_PRODUCT_LINE",
  "AGEING_GROUP_LEGAL_ENTITY",
  "AGEING_GROUP_INVOICE_PROGRESS",
  "AGEING_GROUP_CONTRACT",
  "AGEING_GROUP_INSTALMENT",
] as const satisfies readonly Group[];

const FIELDS: Readonly<Partial<Record<Group, string>>> = {
  AGEING_GROUP_CUSTOMER: "customer_id",
  AGEING_GROUP_OWNER: "owner_id",
  AGEING_GROUP_TEAM: "team_id",
  AGEING_GROUP_PRODUCT_LINE: "product_line",
  AGEING_GROUP_LEGAL_ENTITY: "legal_entity_id",
  AGEING_GROUP_CONTRACT: "contract_id",
};

/** The instalments of a row of the report; undefined where a list cannot be asked for them. */
export function groupFilter(by: Group, group: string): string | undefined {
  if (by === "AGEING_GROUP_INVOICE_PROGRESS") return `invoice_progress = ${group.toUpperCase()}`;
  const field = FIELDS[by];
  if (!field) return undefined;
  const isId = field.endsWith("_id");
  return `${field} = ${group || !isId ? JSON.stringify(group) : "null"}`;
}
