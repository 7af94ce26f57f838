import type { Go } from "../../ui/Go";
import type { Todo } from "./todo";

const PAGES: Readonly<Record<string, string>> = {
  account: "/customers",
  lead: "/leads",
  opportunity: "/deals",
  contract: "/contracts",
  bill: "/receipts/bills",
  account_statement: "/receivables/statements",
};

/** These are filed under the contract that they concern; which record it is stands in what the fact said. */
const NAMED: Readonly<Record<string, { by: string; page: string }>> = {
  invoice_deliver: { by: "invoice_id", page: "/invoices" },
  invoice_book: { by: "invoice_id", page: "/invoices" },
  invoice_returned: { by: "invoice_id", page: "/invoices" },
};

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
  const named = NAMED[kind];
  const id = named && reasons.map(({ parameters }) => parameters[named.by]).find(Boolean);
  if (named && id) return { to: `${named.page}/${id}` };
  const page = PAGES[subjectType];
  if (page && subjectId) return { to: `${page}/${subjectId}` };
  const contractId = subjectType === "milestone" && items[0]?.parentId;
  if (contractId) return { to: `/contracts/${contractId}` };
  if (!customerId) return undefined;
  return { to: `/customers/${customerId}`, ...(subjectType === "instalment" && { search: { instalment: subjectId } }) };
}
