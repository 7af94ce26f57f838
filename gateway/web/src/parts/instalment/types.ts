import type { components } from "../../api/generated/openapi";
import type { Money } from "../../api/money";

type Schemas = components["schemas"];
export type Instalment = Schemas["receivables.Instalment"];
export type PaymentPlan = Schemas["receivables.PaymentPlan"];
export type Promised = Schemas["receivables.Promise"];
export type Dispute = Schemas["receivables.Dispute"];
export type Receipt = Schemas["receivables.Receipt"];
export type Interruption = Schemas["receivables.LimitationInterruption"];
export type Step = Schemas["receivables.CollectionStep"];

/** What can be done about an instalment, one at a time. */
export type Act =
  | { kind: "promise" | "dispute" | "intent" | "collector" | "log" | "writeOff" | "rounding" | "waive"; of: Instalment }
  | { kind: "claimInterest" | "waiveAccrued"; of: Instalment; accrued: Money }
  | { kind: "interrupt"; of: Instalment }
  | { kind: "withdrawInterruption"; of: Instalment; interruption: Interruption }
  | { kind: "resolve"; of: Instalment; dispute: Dispute }
  | { kind: "withdraw"; of: Instalment; promise: Promised };
