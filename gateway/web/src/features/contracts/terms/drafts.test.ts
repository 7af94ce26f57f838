import { describe, expect, test } from "vitest";
import type { PaymentTerm } from "../types";
import { blank, draftOf, isPlain, leftOver, termOf } from "./drafts";

const term: PaymentTerm = {
  name: "质保金",
  share: "10",
  shareBase: "SHARE_BASE_UNSPECIFIED",
  lotCode: "",
  layer: "PAYMENT_LAYER_RETENTION",
  trigger: {
    combine: "COMBINE_UNSPECIFIED",
    anchors: [
      {
        milestoneKind: "MILESTONE_KIND_FINAL_ACCEPTANCE",
        milestoneCode: "",
        offset: { amount: 12, unit: "OFFSET_UNIT_MONTHS" },
        fixedDate: "",
      },
    ],
  },
  gate: "PAYMENT_GATE_UNSPECIFIED",
};

test("a term comes back from the form as it went in", () => {
  expect(termOf(draftOf(term), "CNY")).toEqual({
    name: "质保金",
    share: "10",
    layer: "PAYMENT_LAYER_RETENTION",
    trigger: {
      anchors: [
        { milestoneKind: "MILESTONE_KIND_FINAL_ACCEPTANCE", offset: { amount: 12, unit: "OFFSET_UNIT_MONTHS" } },
      ],
    },
    gate: "PAYMENT_GATE_UNSPECIFIED",
  });
});

test("what is too rich for the form is kept", () => {
  const rich: PaymentTerm = {
    ...term,
    credit: { endOfMonth: true, offset: { amount: 60, unit: "OFFSET_UNIT_DAYS" }, dayOfMonth: 0 },
  };
  expect(isPlain(rich)).toBe(false);
  expect(termOf({ ...draftOf(rich), name: "尾款" }, "CNY")).toMatchObject({
    name: "尾款",
    credit: rich.credit,
    trigger: rich.trigger,
  });
});

describe("what is left over", () => {
  const total = { currencyCode: "CNY", amount: "1000.01" };
  const share = (value: string) => ({ ...blank(), value });
  const amount = (value: string) => ({ ...blank(), by: "amount" as const, value });
  test.each([
    [[share("30"), share("60"), share("10")], "0.00"],
    [[share("33.3333"), share("33.3333"), share("33.3334")], "0.00"],
    [[amount("300"), share("30")], "400.01"],
    [[amount("1000.01"), share("10")], "-100.00"],
  ])("%#", (drafts, expected) => {
    expect(leftOver(drafts, total)?.amount).toBe(expected);
  });
});
