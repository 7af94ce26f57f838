import { expect, test } from "vitest";
import { movedBy } from "./reschedule";
import type { Instalment, Plan } from "./types";

const acceptance = { kind: "MILESTONE_KIND_FINAL_ACCEPTANCE", code: "", expectedDate: "2027-01-31" } as const;
const arrival = { kind: "MILESTONE_KIND_ARRIVED", code: "", expectedDate: "2026-12-01" } as const;

function instalment(of: Partial<Instalment>): Instalment {
  return { claimState: "CLAIM_STATE_PLANNED", dueDate: "", expectedClaimDate: "", ...of } as Instalment;
}

function anchor(kind: Instalment["trigger"] extends infer _ ? string : never, days = 0) {
  const offset = days > 0 ? { offset: { amount: days, unit: "OFFSET_UNIT_DAYS" as const } } : {};
  return { milestoneKind: kind as typeof acceptance.kind, milestoneCode: "", fixedDate: "", ...offset };
}

const plan = (...instalments: Instalment[]): Plan =>
  ({ instalments, milestones: [acceptance, arrival].map((each) => ({ ...each, actualDate: "" })) }) as unknown as Plan;

test("what waits for the milestone moves with it, and nothing else", () => {
  const waits = instalment({
    expectedDate: "2027-02-01",
    trigger: { combine: "COMBINE_UNSPECIFIED", anchors: [anchor(acceptance.kind)] },
  });
  const owed = instalment({ ...waits, claimState: "CLAIM_STATE_CLAIMABLE", dueDate: "2026-11-16" });
  const other = instalment({ trigger: { combine: "COMBINE_UNSPECIFIED", anchors: [anchor(arrival.kind)] } });
  expect(movedBy(plan(waits, owed, other), acceptance, "2027-02-20")).toEqual([
    { instalment: waits, before: "2027-02-01", after: "2027-02-21", days: 20 },
  ]);
});

test("deemed acceptance holds the day where the other anchor comes first", () => {
  const waits = instalment({
    expectedDate: "2027-01-31",
    trigger: { combine: "COMBINE_EARLIEST_OF", anchors: [anchor(acceptance.kind), anchor(arrival.kind, 90)] },
  });
  // Arrival and 90 days is the first of March.
  expect(movedBy(plan(waits), acceptance, "2027-06-30")[0]?.days).toBe(29);
});
