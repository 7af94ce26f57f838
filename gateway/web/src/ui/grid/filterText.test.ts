import i18next, { type TFunction } from "i18next";
import { beforeAll, describe, expect, test } from "vitest";
import english from "../../i18n/en-US/ui.json";
import chinese from "../../i18n/zh-CN/ui.json";
import { readFilter } from "./filter";
import { filterText } from "./filterText";
import type { FilterField } from "./types";

const ACCOUNT = "01a0b1c2-d3e4-7f00-8a1b-2c3d4e5f6071";
const due: FilterField = { id: "due_date", name: "Due", kind: "date" };
const open: FilterField = { id: "open", name: "Open", kind: "money" };
const state: FilterField = {
  id: "state",
  name: "State",
  kind: "choice",
  options: [{ id: "DRAFT", name: "Draft" }],
  nameOf: (id) => (id === "GONE" ? "Gone" : ""),
};
const customer: FilterField = {
  id: "customer_id",
  name: "Customer",
  kind: "record",
  nameQuery: (id) => ({ queryKey: [id], queryFn: async () => null }),
  Picker: () => null,
};

let texts: Record<"zh-CN" | "en-US", TFunction>;
beforeAll(async () => {
  const resources = { "zh-CN": { ui: chinese }, "en-US": { ui: english } };
  await i18next.init({ resources, defaultNS: "ui", lng: "zh-CN", interpolation: { escapeValue: false } });
  texts = { "zh-CN": i18next.getFixedT("zh-CN"), "en-US": i18next.getFixedT("en-US") };
});

function said(field: FilterField, filter: string, language: "zh-CN" | "en-US", name?: string | null): string {
  const clauses = readFilter(filter).flatMap((part) => ("field" in part ? part : []));
  return filterText(field, clauses, { t: texts[language], language, nameOf: () => name });
}

describe("days that move with the calendar are said as people say them", () => {
  test.each([
    ["due_date <= today+7d", "至 7 天后", "up to 7 days from now"],
    ["due_date < today", "早于 今天", "before today"],
    ["due_date > today+7d", "晚于 7 天后", "after 7 days from now"],
    ["due_date <= today-31d AND due_date >= today-60d", "60 天前 至 31 天前", "60 days ago to 31 days ago"],
    ["due_date = today+1d", "明天", "tomorrow"],
    ["due_date >= today-1d AND due_date <= today+3m", "昨天 至 3 个月后", "yesterday to 3 months from now"],
    ["due_date >= today-6d AND due_date <= today", "近 7 天", "Last 7 days"],
    ["due_date >= 2026-11-01 AND due_date <= 2026-11-30", "2026-11-01 至 2026-11-30", "2026-11-01 to 2026-11-30"],
  ])("%s", (filter, zh, en) => {
    expect(said(due, filter, "zh-CN")).toBe(zh);
    expect(said(due, filter, "en-US")).toBe(en);
  });
});

test("an amount that is more than nothing is not one from nothing on", () => {
  expect(said(open, "open > 0", "zh-CN")).toBe("> 0");
  expect(said(open, "open >= 1000", "en-US")).toBe("from 1000");
});

test("ids are said by name; what is on its way is left open, what one may not see is not there", () => {
  const one = `customer_id = "${ACCOUNT}"`;
  expect(said(customer, one, "zh-CN", "深圳海微电子有限公司")).toBe("深圳海微电子有限公司");
  expect(said(customer, one, "zh-CN")).toBe("…");
  expect(said(customer, one, "zh-CN", null)).toBe("—");
  expect(said(customer, `NOT ${one}`, "en-US", "Acme")).toBe("not Acme");
  expect(said(customer, "customer_id = null", "en-US")).toBe("Not set");
});

test("a value that is offered no more keeps its name; an id without one is not shown", () => {
  expect(said(state, "(state = DRAFT OR state = GONE)", "en-US")).toBe("Draft or Gone");
  expect(said(state, "state = OTHER", "en-US")).toBe("OTHER");
  expect(said(state, `state = "${ACCOUNT}"`, "en-US")).toBe("…");
});
