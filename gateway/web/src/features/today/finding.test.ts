import { expect, test } from "vitest";
import type { Todo } from "../../parts/todos/todo";
import { findingOf, gainOf } from "./finding";

const ZONE = "Asia/Shanghai";
const now = Date.parse("2026-11-23T02:00:00Z");
const due = (...times: string[]): Todo[] =>
  times.map((dueTime) => ({ state: "TODO_STATE_OPEN", dueTime, reasons: [] }) as unknown as Todo);

test("what is late comes before what is due today, and that before the next day", () => {
  expect(findingOf([], now, ZONE).key).toBe("none");
  const all = due("2026-11-23T01:00:00Z", "2026-11-23T10:00:00Z", "2026-11-23T11:00:00Z", "2026-11-24T10:00:00Z");
  expect(findingOf(all, now, ZONE)).toEqual({ key: "late", values: { count: 1, first: 3 } });
  expect(findingOf(all.slice(1), now, ZONE)).toEqual({ key: "today", values: { count: 2, first: 3 } });
  const tomorrow = { key: "next", values: { count: 1, first: 1 }, day: "2026-11-24" };
  expect(findingOf(all.slice(3), now, ZONE)).toEqual(tomorrow);
});

test("cash and pipeline are never added, nor are currencies", () => {
  const gain = (cash: string | undefined, pipeline: string | undefined, currencyCode = "CNY") =>
    ({
      ...(cash && { cashGain: { currencyCode, amount: cash } }),
      ...(pipeline && { pipelineGain: { currencyCode, amount: pipeline } }),
    }) as Todo;
  const todos = [
    gain("10.50", undefined),
    gain(undefined, "5.00"),
    gain("99.00", undefined, "USD"),
    gain("7.00", "7.00"),
  ];
  expect(gainOf(todos, "CNY")).toEqual({
    cash: { currencyCode: "CNY", amount: "10.50" },
    pipeline: { currencyCode: "CNY", amount: "5.00" },
  });
});
