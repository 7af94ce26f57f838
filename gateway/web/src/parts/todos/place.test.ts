import { expect, test } from "vitest";
import { placeOfTodo } from "./place";
import type { Todo, TodoItem, TodoReason } from "./todo";

const place = (more: Partial<Todo>) =>
  placeOfTodo({ kind: "collect", subjectType: "", subjectId: "", customerId: "", items: [], reasons: [], ...more });

test("a record has its own page, and money without one is at home with the customer that owes it", () => {
  expect(place({ subjectType: "opportunity", subjectId: "o", customerId: "c" })).toEqual({ to: "/deals/o" });
  expect(place({ subjectType: "bill", subjectId: "b", customerId: "c" })).toEqual({ to: "/receipts/bills/b" });
  expect(place({ subjectType: "account_statement", subjectId: "s" })).toEqual({ to: "/receivables/statements/s" });
  expect(place({ subjectType: "payment_plan", subjectId: "p", customerId: "c" })).toEqual({ to: "/customers/c" });
  expect(place({})).toBeUndefined();
});

test("of one instalment its drawer is opened", () => {
  const of = { kind: "limitation", subjectType: "instalment", subjectId: "i", customerId: "c" };
  expect(place(of)).toEqual({ to: "/customers/c", search: { instalment: "i" } });
});

test("an invoice is found by what the fact said, a milestone by its contract", () => {
  const reasons = [{ code: "InvoiceIssued", parameters: { invoice_id: "v" }, text: "", textEn: "" }] as TodoReason[];
  expect(place({ kind: "invoice_deliver", subjectType: "contract", subjectId: "c", reasons })).toEqual({
    to: "/invoices/v",
  });
  const items = [{ subjectType: "milestone", subjectId: "m", parentId: "c" }] as TodoItem[];
  expect(place({ subjectType: "milestone", subjectId: "m", items })).toEqual({ to: "/contracts/c" });
});

test("what is to be decided is open beside its list, or on the page where it is decided", () => {
  expect(place({ kind: "adjustment_approve", subjectType: "adjustment", subjectId: "a", customerId: "c" })).toEqual({
    to: "/receivables/adjustments",
    search: { adjustment: "a" },
  });
  const reasons = [
    { code: "PlanRevisionAsked", parameters: { contract_id: "k" }, text: "", textEn: "" },
  ] as TodoReason[];
  expect(place({ kind: "plan_revision_confirm", subjectType: "plan_revision", subjectId: "r", reasons })).toEqual({
    to: "/contracts/k",
  });
});

test("a reversal is decided on the receipt, a payer beside the list, what a month end reckons on the page of its period", () => {
  expect(place({ kind: "reversal_approve", subjectType: "receipt", subjectId: "r", customerId: "c" })).toEqual({
    to: "/receipts/r",
  });
  expect(place({ kind: "payer_alias_confirm", subjectType: "payer_alias", subjectId: "p", customerId: "c" })).toEqual({
    to: "/receipts/payers",
    search: { payer: "p" },
  });
  const parameters = { legal_entity_id: "e", fiscal_period_id: "f" };
  for (const run of ["provision", "exchange"]) {
    const reasons = [{ code: "", parameters, text: "", textEn: "" }] as TodoReason[];
    const of = { kind: `${run}_confirm`, subjectType: `${run}_run`, subjectId: "r", reasons };
    expect(place(of)).toEqual({ to: "/receivables/periods/e/f" });
  }
});

test("what is about many records has a list", () => {
  expect(place({ kind: "conversion", subjectType: "user", subjectId: "u" })).toEqual({ to: "/deals" });
});
