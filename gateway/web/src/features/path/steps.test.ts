import { expect, test } from "vitest";
import english from "../../i18n/en-US/path.json";
import chinese from "../../i18n/zh-CN/path.json";
import { currenciesOf, filterOf, isOwed, type Row, STEPS, type Step, stuckIn } from "./steps";

const cny = (amount: string) => ({ currencyCode: "CNY", amount });
test.each([
  ["en-US", english],
  ["zh-CN", chinese],
])("%s says whose move every step is, and what it means that most is stuck there", (_, texts) => {
  expect(Object.keys(texts.side).sort()).toEqual([...STEPS].sort());
  const findings = Object.keys(texts.finding).filter((name) => name.startsWith("COLLECTION_STEP"));
  expect(findings.sort()).toEqual(STEPS.filter(isOwed).sort());
});

const row = (step: string, amount: string, late: string): Row => ({
  group: "",
  step: `COLLECTION_STEP_${step}` as Step,
  amount: cny(amount),
  instalments: 1,
  late: cny(late),
  lateInstalments: 1,
  lateDays: 7,
});

test("the money is stuck where most of what is overdue is, whatever lies elsewhere", () => {
  const rows = [
    row("MILESTONE", "900.00", "900.00"),
    row("OVERDUE", "100.00", "100.00"),
    row("PROMISED", "400.00", "300.00"),
  ];
  expect(stuckIn(rows, "CNY")).toEqual({ overdue: cny("400.00"), worst: "COLLECTION_STEP_PROMISED", share: 75 });
});

test("where nothing is overdue, most of the money is what one looks at", () => {
  const rows = [
    row("NOT_DUE", "100.00", "0.00"),
    row("MILESTONE", "900.00", "0.00"),
    row("SETTLED", "5000.00", "0.00"),
  ];
  expect(stuckIn(rows, "CNY")).toEqual({ overdue: cny("0.00"), worst: "COLLECTION_STEP_MILESTONE", share: 0 });
  expect(stuckIn([], "CNY").worst).toBeUndefined();
});

test("a step leads to its rows, of one layer, one currency and, where wanted, one person", () => {
  const found = filterOf("COLLECTION_STEP_DISPUTED", "PAYMENT_LAYER_NORMAL", "CNY", "7d1b");
  expect(found).toBe(
    'claim_state = CLAIMABLE AND disputed > 0 AND layer = NORMAL AND currency = CNY AND owner_id = "7d1b"',
  );
  expect(filterOf("COLLECTION_STEP_DISPUTED", "PAYMENT_LAYER_NORMAL", "CNY", "")).toContain("owner_id = null");
});

test("the company's own currency comes first", () => {
  const usd = { ...row("DUE", "1.00", "0.00"), amount: { currencyCode: "AUD", amount: "1.00" } };
  expect(currenciesOf([usd, row("DUE", "1.00", "0.00")], "CNY")).toEqual(["CNY", "AUD"]);
});
