import { expect, test } from "vitest";
import { bodyOf } from "./body";

test("the company stands for a person that nobody names", () => {
  expect(bodyOf({ companyName: " 青丘国伏羲数控 ", name: "" }, "CNY")).toEqual({
    name: "青丘国伏羲数控",
    companyName: "青丘国伏羲数控",
  });
});

test("only what was filled in is sent", () => {
  const values = { name: "吴雨桐", phone: "13800001111", email: "", "estimatedAmount.amount": "12000.00" };
  expect(bodyOf({ ...values, purchaseHorizon: "PURCHASE_HORIZON_LATER" }, "CNY")).toEqual({
    name: "吴雨桐",
    phone: "13800001111",
    purchaseHorizon: "PURCHASE_HORIZON_LATER",
    estimatedAmount: { currencyCode: "CNY", amount: "12000.00" },
  });
});
