import { expect, test } from "vitest";
import type { Invoice } from "../types";
import { actsFor } from "./acts";

const invoice = (given: Partial<Invoice>): Invoice =>
  ({
    state: "INVOICE_STATE_REQUESTED",
    type: "INVOICE_TYPE_VAT_SPECIAL",
    originalId: "",
    confirmationNumber: "",
    ownerId: "rep",
    requestedBy: "rep",
    ...given,
  }) as Invoice;
const anything = () => true;

test("who asked for an invoice may withdraw it, and another person approves it", () => {
  expect(actsFor(invoice({}), "rep", anything)).toEqual(["reject"]);
  expect(actsFor(invoice({}), "controller", anything)).toEqual(["approve", "approveAboveContract", "reject"]);
});

test("only what somebody may do is offered", () => {
  expect(actsFor(invoice({}), "controller", (permission) => permission === "invoice.approve")).toEqual(["approve"]);
});

test("a red invoice is confirmed by both sides before it is issued", () => {
  const red = { state: "INVOICE_STATE_APPROVED", originalId: "one" } as const;
  expect(actsFor(invoice(red), "accountant", anything)).toEqual(["confirmRed", "reject"]);
  const confirmed = invoice({ ...red, confirmationNumber: "3100202512000001" });
  expect(actsFor(confirmed, "accountant", anything)).toEqual(["issue", "reject"]);
});

test("a proforma is never taken back in red, nor is what is red itself", () => {
  const issued = { state: "INVOICE_STATE_BOOKED" } as const;
  expect(actsFor(invoice(issued), "accountant", anything)).toEqual(["return", "requestRed"]);
  expect(actsFor(invoice({ ...issued, type: "INVOICE_TYPE_PROFORMA" }), "accountant", anything)).toEqual(["return"]);
  expect(actsFor(invoice({ ...issued, originalId: "one" }), "accountant", anything)).toEqual(["return"]);
});
