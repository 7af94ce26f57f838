import type { components } from "../../../api/generated/openapi";

type Term = components["schemas"]["common.PaymentTermInput"];

/** The usual ways in which an order is paid. */
export const WAYS = ["arrival", "half", "advance", "monthly"] as const;
export type Way = (typeof WAYS)[number];

interface Said {
  days: number;
  cutOffDay: number;
  /** What the instalments are called, in the language of who drafts it. */
  names: { advance: string; arrival: string };
}

/** What an order says about paying: its terms, or that its deliveries are owed by month. */
export function payingBy(way: Way, { days, cutOffDay, names }: Said) {
  if (way === "monthly") return { monthly: true, cutOffDay, creditDays: days };
  const advance = (share: string): Term => ({
    name: names.advance,
    share,
    trigger: { anchors: [{ milestoneKind: "MILESTONE_KIND_EFFECTIVE" }] },
  });
  const arrival = (share: string): Term => ({
    name: names.arrival,
    share,
    trigger: { anchors: [{ milestoneKind: "MILESTONE_KIND_ARRIVED" }] },
    credit: { offset: { amount: days, unit: "OFFSET_UNIT_DAYS" } },
  });
  if (way === "advance") return { terms: { terms: [advance("100")] } };
  return { terms: { terms: way === "half" ? [advance("30"), arrival("70")] : [arrival("100")] } };
}
