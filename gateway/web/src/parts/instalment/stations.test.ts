import { expect, test } from "vitest";
import { stationsOf } from "./stations";
import type { Instalment, PaymentPlan } from "./types";

type Milestone = PaymentPlan["milestones"][number];

const milestone = (kind: string, given: Partial<Milestone>): Milestone =>
  ({ id: kind, kind, code: "", name: "", plannedDate: "", expectedDate: "", actualDate: "", ...given }) as Milestone;

const instalment = (id: string, given: Partial<Instalment>): Instalment =>
  ({
    id,
    settleDate: "",
    dueDate: "",
    expectedDate: "",
    expectedClaimDate: "",
    originalDueDate: "",
    closeReason: "",
    ...given,
  }) as Instalment;

const today = "2026-11-22";

test("the way goes from what was reached over what is overdue to what is to come", () => {
  const found = stationsOf(
    {
      milestones: [
        milestone("shipped", { plannedDate: "2026-12-20" }),
        milestone("effective", { actualDate: "2026-09-02" }),
        milestone("accepted", { plannedDate: "2026-10-07", actualDate: "2026-10-16" }),
      ],
      instalments: [
        instalment("last", { claimState: "CLAIM_STATE_PLANNED" }),
        instalment("down", {
          claimState: "CLAIM_STATE_CLOSED",
          closeReason: "CLOSE_REASON_SETTLED",
          settleDate: "2026-09-12",
          originalDueDate: "2026-09-09",
        }),
        instalment("acceptance", { claimState: "CLAIM_STATE_CLAIMABLE", dueDate: "2026-11-15" }),
        instalment("gone", { claimState: "CLAIM_STATE_CLOSED", closeReason: "CLOSE_REASON_CANCELLED" }),
      ],
    },
    today,
  );
  expect(found.map(({ id, state, delay }) => [id, state, delay])).toEqual([
    ["effective", "done", 0],
    ["down", "done", 3],
    ["accepted", "done", 9],
    ["acceptance", "late", 7],
    ["shipped", "ahead", 0],
    ["last", "ahead", 0],
  ]);
});

test("a milestone that is past its day delays the money", () => {
  const [found] = stationsOf(
    { milestones: [milestone("accepted", { plannedDate: "2026-11-02" })], instalments: [] },
    today,
  );
  expect(found).toMatchObject({ state: "slow", delay: 20, day: "2026-11-02" });
});
