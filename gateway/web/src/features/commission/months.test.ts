import { expect, test } from "vitest";
import { monthsUpTo } from "./months";

test("months go back over the turn of a year", () => {
  const months = monthsUpTo("2026-02-28");
  expect(months.slice(0, 3)).toEqual(["2026-02", "2026-01", "2025-12"]);
  expect(months).toHaveLength(12);
});
