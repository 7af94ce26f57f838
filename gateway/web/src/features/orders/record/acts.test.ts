import { expect, test } from "vitest";
import { actsFor } from "./acts";

const anything = () => true;

test("who submitted an order is not offered to decide on it", () => {
  const of = { state: "SALES_ORDER_STATE_SUBMITTED", submittedBy: "lin" } as const;
  expect(actsFor(of, "lin", anything)).toEqual(["cancel"]);
  expect(actsFor(of, "zhou", anything)).toEqual(["approve", "reject", "cancel"]);
});

test("only what a person may do is offered", () => {
  const of = { state: "SALES_ORDER_STATE_RELEASED", submittedBy: "lin" } as const;
  expect(actsFor(of, "zhou", (permission) => permission === "order.deliver")).toEqual(["deliver"]);
});
