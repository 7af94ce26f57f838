import { describe, expect, test } from "vitest";
import { type Facts, holds, mendsOf } from "./gates";

const facts: Facts = {
  stage: "proposal",
  has_account: true,
  amount: 320000,
  currency: "CNY",
  expected_close_date: "",
  days_to_close: 0,
  line_count: 1,
  competitor: "",
  completed_actions: ["offer_sent"],
  days_in_stage: 3,
  days_open: 20,
};

describe("a condition of a gate", () => {
  test.each([
    ["has_account", true],
    ["!has_account", false],
    ["amount > 0.0", true],
    ["expected_close_date != ''", false],
    ["'offer_sent' in completed_actions", true],
    ["'requirement_analysis' in completed_actions", false],
    ['amount >= 100000.0 && (competitor != "" || line_count > 0)', true],
    ["currency in ['USD', 'EUR']", false],
  ])("%s", (expression, expected) => {
    expect(holds(expression, facts)).toBe(expected);
  });

  test.each([
    "custom['grade'].option == 'a'",
    "size(completed_actions) > 2",
    "amount > 0.0 ? true : false",
    "unheard_of",
    "amount",
    "amount > 0.0 &&",
  ])("is left to the server where it is beyond: %s", (expression) => {
    expect(holds(expression, facts)).toBeUndefined();
  });
});

describe("what a condition asks for", () => {
  test.each([
    ["has_account", [{ kind: "account" }]],
    ["amount > 0.0 && expected_close_date != ''", [{ kind: "amount" }, { kind: "closeDate" }]],
    ["'offer_sent' in completed_actions", [{ kind: "action", key: "offer_sent" }]],
    ["days_open < 90", []],
  ])("%s", (expression, expected) => {
    expect(mendsOf(expression)).toEqual(expected);
  });
});
