import { expect, test } from "vitest";
import { type Held, inProportion, proposal } from "./proposal";
import type { Instalment } from "./types";

const cny = (amount: string) => ({ currencyCode: "CNY", amount });
const owed = (id: string, dueDate: string, open: string, more: Partial<Instalment> = {}): Instalment =>
  ({
    id,
    dueDate,
    open: cny(open),
    disputed: cny("0.00"),
    layer: "PAYMENT_LAYER_NORMAL",
    contractId: "C1",
    ...more,
  }) as Instalment;

const paid = (amount: string, of: Instalment[], contractId = "", held: Held = new Map()) =>
  proposal(cny(amount), of, { today: "2026-11-22", contractId, held }).map((each) => [
    each.instalmentId,
    each.amount.amount,
  ]);

test("the oldest is paid first, what is due before what is not", () => {
  const of = [
    owed("later", "2026-12-30", "100.00"),
    owed("old", "2026-09-01", "40.00"),
    owed("new", "2026-11-01", "50.00"),
  ];
  expect(paid("60.00", of)).toEqual([
    ["old", "40.00"],
    ["new", "20.00"],
  ]);
  expect(paid("500.00", of).map(([id]) => id)).toEqual(["old", "new", "later"]);
});

test("the contract that the payer refers to comes before everything else", () => {
  const of = [owed("old", "2026-09-01", "40.00"), owed("named", "2026-12-30", "100.00", { contractId: "C2" })];
  expect(paid("120.00", of, "C2")).toEqual([
    ["named", "100.00"],
    ["old", "20.00"],
  ]);
});

test("equals share in proportion to what is open, to the cent", () => {
  const of = [owed("a", "2026-11-01", "200.00"), owed("b", "2026-11-01", "100.00")];
  expect(paid("100.00", of)).toEqual([
    ["a", "66.67"],
    ["b", "33.33"],
  ]);
  expect(inProportion(10n, [7n, 7n, 7n])).toEqual([4n, 3n, 3n]);
});

test("disputed amounts, retention and what is asked for before delivery are never paid by themselves", () => {
  const of = [
    owed("disputed", "2026-09-01", "40.00", { disputed: cny("30.00") }),
    owed("retention", "2026-09-01", "40.00", { layer: "PAYMENT_LAYER_RETENTION" }),
    owed("advance", "2026-09-01", "40.00", { layer: "PAYMENT_LAYER_ADVANCE" }),
  ];
  expect(paid("100.00", of)).toEqual([["disputed", "10.00"]]);
});

test("what is held in advance goes to the claim that it is held for", () => {
  const of = [owed("old", "2026-09-01", "40.00"), owed("held", "2026-12-30", "100.00")];
  expect(paid("50.00", of, "", new Map([["held", 3000n]]))).toEqual([
    ["held", "40.00"],
    ["old", "40.00"],
  ]);
  expect(paid("0.00", of, "", new Map([["held", 3000n]]))).toEqual([["held", "30.00"]]);
});
