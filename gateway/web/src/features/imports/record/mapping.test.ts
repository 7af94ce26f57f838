import { expect, test } from "vitest";
import type { Field } from "../types";
import { columnsOf, hasAmounts, missingFields, saidOf } from "./mapping";

const field = (name: string, required = false): Field => ({ field: name, required }) as Field;

test("columns that fill nothing are left out, the others stand as in the file", () => {
  const chosen = new Map([
    ["电话", "phone"],
    ["备注", ""],
    ["公司", "companyName"],
  ]);
  expect(columnsOf(["公司", "备注", "电话", "其他"], chosen)).toEqual([
    { header: "公司", field: "companyName" },
    { header: "电话", field: "phone" },
  ]);
});

test("what is required comes from a column or from a default", () => {
  const fields = [field("name", true), field("accountId", true), field("phone")];
  const defaults = [{ field: "accountId", text: "KH001" }];
  expect(missingFields(fields, [], defaults).map((each) => each.field)).toEqual(["name"]);
  expect(missingFields(fields, ["name"], defaults)).toEqual([]);
});

test("a default without a field or a value is none", () => {
  const begun = [
    { field: "", text: "" },
    { field: "ownerId", text: " " },
    { field: "region", text: "华东" },
  ];
  expect(saidOf(begun)).toEqual([{ field: "region", text: "华东" }]);
});

test("a currency is asked for where amounts come without one", () => {
  const fields = [{ field: "expectedAmount", type: "money" }, field("name")] as Field[];
  expect(hasAmounts(fields, ["name"])).toBe(false);
  expect(hasAmounts(fields, ["name", "expectedAmount"])).toBe(true);
});
