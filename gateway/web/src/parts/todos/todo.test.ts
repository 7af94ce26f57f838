import { expect, test } from "vitest";
import { shortOf } from "./kinds";
import { headingOf, lateSince, stakeOf, type Todo, type TodoItem } from "./todo";

const TODAY = "2026-11-23";
const item = (amount: string, dueDate = "", subjectType = "instalment"): TodoItem => ({
  subjectType,
  subjectId: "1",
  parentId: "",
  name: "",
  number: "",
  amount: { currencyCode: "CNY", amount },
  dueDate,
});
const todo = (more: Partial<Todo>): Todo => ({ kind: "collect", title: "", titleEn: "", items: [], ...more }) as Todo;

test("a title is what to do, and with whom", () => {
  const collect = todo({ title: "催收回款：青禾机械", titleEn: "Collect: 青禾机械" });
  expect(headingOf(collect, "zh-CN")).toEqual({ task: "催收回款", subject: "青禾机械" });
  expect(headingOf(collect, "en-US")).toEqual({ task: "Collect", subject: "青禾机械" });
  expect(headingOf(todo({ title: "接手移交的客户" }), "en-US")).toEqual({ task: "接手移交的客户", subject: "" });
});

test("what a person wrote stays whole", () => {
  const own = todo({ kind: "own", title: "带样品：两套", subjectName: "青禾机械" });
  expect(headingOf(own, "zh-CN")).toEqual({ task: "带样品：两套", subject: "青禾机械" });
});

test("at stake is the sum of what it is about, per currency, and late only where money was due", () => {
  const items = [item("100.10", "2026-11-20"), item("0.20", "2026-12-01")];
  expect(stakeOf({ kind: "collect", items }, TODAY)).toEqual({
    type: "instalment",
    amounts: [{ currencyCode: "CNY", amount: "100.30" }],
    isLate: true,
  });
  expect(lateSince({ items }, TODAY)).toBe("2026-11-20");
  expect(stakeOf({ kind: "", items: [item("5.00", "2026-11-01", "opportunity")] }, TODAY)?.isLate).toBe(false);
  expect(stakeOf({ kind: "collect", items: [item("0.00")] }, TODAY)).toBeUndefined();
  expect(stakeOf({ kind: "invoice_book", items: [item("5.00", "", "contract")] }, TODAY)?.type).toBe("invoice");
});

test("a reason is short only where it has what that takes", () => {
  const reason = { code: "LeadNeglected", parameters: {}, text: "", textEn: "" };
  expect(shortOf(reason)).toBeUndefined();
  expect(shortOf({ ...reason, parameters: { days: "4" } })).toEqual({ tone: "warn", needs: "days" });
});
