/** What rules and templates are about, in the order in which a sale passes it. */
export const AREAS = ["leads", "customers", "sales", "money", "people"] as const;
export type Area = (typeof AREAS)[number];

const STARTS: Readonly<Record<Area, RegExp>> = {
  leads: /^(Lead|Touch)/,
  customers: /^(Account|Churn|Interaction|Response|Communication|Competitor|Care)/,
  sales: /^(Opportunity|Stage|Conversion|Milestone|Contract)/,
  money: /^(Plan|Instalment|Promise|Dispute|Intent|Receipt|Allocation)/,
  people: /^(Customers|User|Member)/,
};

/** Of a kind of event that this version does not know yet: people, where everything else is. */
export function areaOf(event: string): Area {
  return AREAS.find((area) => STARTS[area].test(event)) ?? "people";
}

/** Those with anything in them, in their order. */
export function byArea<Of extends { event: string }>(all: readonly Of[]): { area: Area; of: Of[] }[] {
  return AREAS.map((area) => ({ area, of: all.filter(({ event }) => areaOf(event) === area) })).filter(
    ({ of }) => of.length > 0,
  );
}
