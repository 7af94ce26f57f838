import { expect, it } from "vitest";
import { actsFor } from "./acts";

const all = () => true;

it("lets neither who asked nor whose customer it is decide", () => {
  const of = { state: "SERVICE_CHARGE_STATE_SUBMITTED", askedBy: "engineer", ownerId: "rep" } as const;
  expect(actsFor(of, "accountant", all)).toEqual(["approve", "return", "withdraw"]);
  expect(actsFor(of, "engineer", all)).toEqual(["return", "withdraw"]);
  expect(actsFor(of, "rep", all)).toEqual(["return", "withdraw"]);
});

it("offers nothing for what has ended", () => {
  expect(actsFor({ state: "SERVICE_CHARGE_STATE_CANCELLED", askedBy: "", ownerId: "" }, "x", all)).toEqual([]);
});
