import { $api } from "../../../api/client";
import type { components } from "../../../api/generated/openapi";

export type Rule = components["schemas"]["leads.AssignmentRule"];
export type RuleInput = components["schemas"]["leads.AssignmentRuleInput"];
export type Decision = components["schemas"]["leads.AssignmentDecision"];

const TRIED = 50;

export function useRules(showArchived: boolean) {
  const query = { pageSize: 200, showArchived };
  const { data, ...rest } = $api.useQuery("get", "/v1/assignmentRules", { params: { query } });
  const rules = data?.assignmentRules.toSorted((one, other) => one.position - other.position);
  return { ...rest, rules };
}

/** What the leads that rules are tried on are called. */
export function useLastLeads(isEnabled: boolean) {
  const query = { pageSize: TRIED, orderBy: "create_time desc" };
  const { data } = $api.useQuery("get", "/v1/leads", { params: { query } }, { enabled: isEnabled });
  return new Map(data?.leads.map(({ id, companyName, name, region }) => [id, { name: companyName || name, region }]));
}
