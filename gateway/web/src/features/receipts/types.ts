import type { components } from "../../api/generated/openapi";

type Schemas = components["schemas"];
export type Receipt = Schemas["receivables.Receipt"];
export type Allocation = Schemas["receivables.Allocation"];
export type Reversal = Schemas["receivables.Reversal"];
export type Instalment = Schemas["receivables.Instalment"];
export type Tender = Schemas["receivables.Tender"];
export type CashProposal = Schemas["receivables.CashProposal"];
export type Candidate = Schemas["receivables.CashCandidate"];
export type MatchReason = Schemas["receivables.MatchReason"];
export type Claimable = Schemas["receivables.ClaimableReceipt"];
export type Claim = Schemas["receivables.ReceiptClaim"];
export type Statement = Schemas["receivables.BankStatement"];
export type StatementLine = Schemas["receivables.BankStatementLine"];
export type PayerAlias = Schemas["receivables.PayerAlias"];
