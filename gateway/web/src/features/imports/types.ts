import type { components, operations } from "../../api/generated/openapi";

type Schemas = components["schemas"];
export type Import = Schemas["identity.Import"];
export type ImportRow = Schemas["identity.ImportRow"];
export type Plan = Schemas["identity.ImportPlan"];
export type PlanPatch = Schemas["identity.ImportPlanPatch"];
export type Counts = Schemas["identity.ImportCounts"];
export type Resource = operations["listImportFields"]["parameters"]["path"]["resource"];
export type Field = operations["listImportFields"]["responses"][200]["content"]["application/json"]["fields"][number];

/** What files can become, and which permission that takes. */
export const RESOURCES: Readonly<Record<Resource, string>> = {
  leads: "lead.import",
  accounts: "account.import",
  contacts: "contact.import",
  opportunities: "opportunity.import",
};

export function isResource(text: string): text is Resource {
  return text in RESOURCES;
}
