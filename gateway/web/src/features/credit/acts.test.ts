import { expect, test } from "vitest";
import type { CreditLimit } from "../../parts/credit/types";
import { actsFor } from "./acts";

const ALL = () => true;
const of = (more: Partial<CreditLimit>): CreditLimit =>
  ({ state: "CREDIT_STATE_REQUESTED", requestedBy: "rep", approvedBy: "", ownerId: "rep", ...more }) as CreditLimit;

test("who asked may only withdraw it, and who owns the customer never approves", () => {
  expect(actsFor(of({}), "rep", ALL)).toEqual(["withdraw"]);
  expect(actsFor(of({ ownerId: "manager" }), "manager", ALL)).toEqual(["reject"]);
  expect(actsFor(of({}), "manager", ALL)).toEqual(["approve", "reject"]);
});

test("a large one that finance approved is confirmed by another person", () => {
  expect(actsFor(of({ approvedBy: "manager" }), "manager", ALL)).toEqual(["reject"]);
  expect(actsFor(of({ approvedBy: "manager" }), "executive", ALL)).toEqual(["confirm", "reject"]);
});

test("what holds can be ended, and what ended not any more", () => {
  expect(actsFor(of({ state: "CREDIT_STATE_APPROVED" }), "manager", ALL)).toEqual(["end"]);
  expect(actsFor(of({ state: "CREDIT_STATE_SUPERSEDED" }), "manager", ALL)).toEqual([]);
});
