import type { Go } from "../../ui/Go";
import type { Todo } from "./todo";

const PAGES: Readonly<Record<string, string>> = {
  account: "/customers",
  lead: "/leads",
  opportunity: "/deals",
  contract: "/contracts",
  bill: "/receipts/bills",
  account_statement: "/receivables/statements",
  opening_balance: "/receivables/openings",
  service_charge: "/receivables/services",
  receipt: "/receipts",
};

/** These are open beside their lists: which, and as what the address names them. */
const BESIDE: Readonly<Record<string, readonly [list: string, parameter: string]>> = {
  adjustment: ["/receivables/adjustments", "adjustment"],
  credit_limit: ["/receivables/credit", "credit"],
  payer_alias: ["/receipts/payers", "payer"],
};

/** These are done on another record's page than the one they are filed under; which it is stands in what the fact said. */
const NAMED: readonly (readonly [kind: RegExp, page: string, ...by: string[]])[] = [
  [/^plan_revision_/, "/contracts", "contract_id"],
  [/^invoice_/, "/invoices", "invoice_id"],
  [/^(provision|exchange)_/, "/receivables/periods", "legal_entity_id", "fiscal_period_id"],
];

const LISTS: Readonly<Record<string, string>> = {
  conversion: "/deals",
  take_over: "/customers",
  hand_over: "/settings/people",
};

/** Where it is done: on the page of the record that it is about; money without one is at home with the customer that owes it. */
export function placeOfTodo({
  kind,
  subjectType,
  subjectId,
  customerId,
  items,
  reasons,
}: Pick<Todo, "kind" | "subjectType" | "subjectId" | "customerId" | "items" | "reasons">): Go | undefined {
  const list = LISTS[kind];
  if (list) return { to: list };
  for (const [kinds, page, ...by] of NAMED) {
    const said = kinds.test(kind) && reasons.find(({ parameters }) => by.every((name) => parameters[name]));
    if (said) return { to: [page, ...by.map((name) => said.parameters[name])].join("/") };
  }
  const beside = BESIDE[subjectType];
  if (beside) return { to: beside[0], search: { [beside[1]]: subjectId } };
  const page = PAGES[subjectType];
  if (page && subjectId) return { to: `${page}/${subjectId}` };
  const contractId = subjectType === "milestone" && items[0]?.parentId;
  if (contractId) return { to: `/contracts/${contractId}` };
  if (!customerId) return undefined;
  return { to: `/customers/${customerId}`, ...(subjectType === "instalment" && { search: { instalment: subjectId } }) };
}
