import type { components } from "../../api/generated/openapi";

type Schemas = components["schemas"];
export type Lead = Schemas["leads.Lead"];
export type LeadPatch = Schemas["leads.LeadPatch"];
export type LeadInput = Schemas["leads.LeadInput"];
export type Pool = Schemas["leads.LeadPool"];
export type Touch = Schemas["leads.Touch"];
export type Match = Schemas["leads.DuplicateMatch"];
export type Checked = Schemas["leads.CheckDuplicatesResponse"];
export type Disposition = Schemas["leads.Disposition"];
