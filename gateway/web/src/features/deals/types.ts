import type { components } from "../../api/generated/openapi";

type Schemas = components["schemas"];
export type Deal = Schemas["pipeline.Opportunity"];
export type DealPatch = Schemas["pipeline.OpportunityPatch"];
export type Line = Schemas["pipeline.OpportunityLine"];
export type Process = Schemas["pipeline.SalesProcess"];
export type Stage = Schemas["pipeline.Stage"];
export type Criterion = Schemas["pipeline.GateCriterion"];
export type Suggestion = Schemas["pipeline.Suggestion"];
export type Funnel = Schemas["pipeline.Funnel"];
export type FunnelStage = Schemas["pipeline.FunnelStage"];
export type LossReason = Schemas["pipeline.LossReason"];
export type Product = Schemas["pipeline.Product"];
export type Assignment = Schemas["common.Assignment"];
