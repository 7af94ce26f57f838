import type { components } from "../../api/generated/openapi";

type Schemas = components["schemas"];
export type Receipt = Schemas["receivables.Receipt"];
export type Allocation = Schemas["receivables.Allocation"];
export type Reversal = Schemas["receivables.Reversal"];
export type Instalment = Schemas["receivables.Instalment"];
export type Tender = Schemas["receivables.Tender"];
