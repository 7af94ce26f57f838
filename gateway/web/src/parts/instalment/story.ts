import type { components } from "../../api/generated/openapi";
import { toMinor } from "../../api/money";
import type { Dispute, Instalment, Promised, Receipt } from "./types";

type Schemas = components["schemas"];
type Allocation = Schemas["receivables.Allocation"];

/** Something that happened about an instalment; `at` is an instant, or a day where only that is known. */
export type Happened =
  | { kind: "claimed" | "due"; id: string; at: string; by?: undefined }
  | { kind: "paid" | "held" | "takenBack"; id: string; at: string; by: string; line: Allocation; receipt: Receipt }
  | { kind: "promise"; id: string; at: string; by: string; promise: Promised }
  | { kind: "dispute"; id: string; at: string; by: string; dispute: Dispute }
  | { kind: "intent"; id: string; at: string; by: string; intent: Schemas["receivables.Intent"] }
  | { kind: "note"; id: string; at: string; by: string; note: Schemas["receivables.CollectionNote"] }
  | { kind: "reminder"; id: string; at: string; by: string; decision: Schemas["notifier.Decision"] };

export interface Sources {
  receipts?: readonly Receipt[] | undefined;
  promises?: readonly Promised[] | undefined;
  disputes?: readonly Dispute[] | undefined;
  intents?: readonly Schemas["receivables.Intent"][] | undefined;
  notes?: readonly Schemas["receivables.CollectionNote"][] | undefined;
  decisions?: readonly Schemas["notifier.Decision"][] | undefined;
}

/** All that is known of an instalment, the latest first. */
export function storyOf(of: Instalment, sources: Sources, today: string): Happened[] {
  const { promises = [], disputes = [], intents = [], notes = [], decisions = [] } = sources;
  const mine = promises.filter(({ lines }) => lines.some(({ instalmentId }) => instalmentId === of.id));
  const found: Happened[] = [
    ...daysOf(of, today),
    ...payments(of.id, sources.receipts ?? []),
    ...mine.map((promise) => ({
      kind: "promise" as const,
      id: promise.id,
      at: promise.createTime ?? "",
      by: promise.recordedBy,
      promise,
    })),
    ...disputes.map((dispute) => ({
      kind: "dispute" as const,
      id: dispute.id,
      at: dispute.createTime ?? "",
      by: dispute.openedBy,
      dispute,
    })),
    ...intents.map((intent) => ({
      kind: "intent" as const,
      id: intent.id,
      at: intent.intentDate,
      by: intent.recordedBy,
      intent,
    })),
    ...notes.map((note) => ({ kind: "note" as const, id: note.id, at: note.noteTime ?? "", by: note.personId, note })),
    ...decisions.map((decision) => ({
      kind: "reminder" as const,
      id: decision.id,
      at: decision.createTime ?? "",
      by: decision.ownerId,
      decision,
    })),
  ];
  return found.sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
}

function daysOf({ id, claimDate, dueDate, claimState }: Instalment, today: string): Happened[] {
  if (claimState === "CLAIM_STATE_PLANNED") return [];
  const found: Happened[] = [];
  if (dueDate && dueDate <= today) found.push({ kind: "due", id: `${id} due`, at: dueDate });
  if (claimDate) found.push({ kind: "claimed", id: `${id} claimed`, at: claimDate });
  return found;
}

function payments(instalmentId: string, receipts: readonly Receipt[]): Happened[] {
  return receipts.flatMap((receipt) =>
    receipt.allocations
      .filter((line) => line.instalmentId === instalmentId && line.amount)
      .map((line) => {
        const isBack = line.amount !== undefined && toMinor(line.amount) < 0n;
        const kind = isBack ? "takenBack" : line.kind === "ALLOCATION_KIND_ADVANCE" ? "held" : "paid";
        return {
          kind,
          id: line.id,
          at: line.createTime ?? line.allocationDate,
          by: line.allocatedBy,
          line,
          receipt,
        } as const;
      }),
  );
}
