import type { components } from "../../api/generated/openapi";

type Schemas = components["schemas"];
export type Contract = Schemas["pipeline.Contract"];
export type ContractPatch = Schemas["pipeline.ContractPatch"];
export type ContractState = Schemas["pipeline.ContractState"];
export type ContractLine = Schemas["pipeline.ContractLine"];
export type Milestone = Schemas["pipeline.Milestone"];
export type MilestoneKind = Schemas["common.MilestoneKind"];
export type PaymentTerm = Schemas["common.PaymentTerm"];
export type PaymentTermInput = Schemas["common.PaymentTermInput"];
export type Anchor = Schemas["common.Anchor"];
export type OffsetUnit = Schemas["common.OffsetUnit"];
export type Plan = Schemas["receivables.PaymentPlan"];
export type Instalment = Schemas["receivables.Instalment"];
export type Revision = Schemas["receivables.PlanRevision"];
export type PlanChange = Schemas["receivables.PlanChange"];
export type PlanVersion = Schemas["receivables.PlanVersion"];
