// @vitest-environment jsdom
import { renderHook, waitFor } from "@testing-library/react";
import { beforeAll, expect, test } from "vitest";
import { startTexts } from "../i18n";
import { Problem } from "./problem";
import { useFieldTexts, useProblemText } from "./problemText";

beforeAll(() => startTexts("zh-CN"));

test("each field is told by its own reason, and in the server's words only where it has none", async () => {
  const problem = new Problem(400, "INVALID_REQUEST", "name: This field is required.", { count: "2" }, [
    { pointer: "/name", detail: "This field is required.", reason: "REQUIRED" },
    { pointer: "/lines/2/quantity", detail: "Something else." },
  ]);
  const { result } = renderHook(() => useFieldTexts());
  await waitFor(() =>
    expect(result.current(problem)).toEqual({ name: "请填写。", "lines.2.quantity": "Something else." }),
  );
});

test("the one field that is wrong has the reason of the problem", async () => {
  const problem = new Problem(400, "DATES_REVERSED", "It ends before it begins.", {}, [
    { pointer: "/endDate", detail: "It ends before it begins." },
  ]);
  const { result } = renderHook(() => useFieldTexts());
  await waitFor(() => expect(result.current(problem)).toEqual({ endDate: "结束日期早于开始日期。" }));
});

test("a reason that no catalogue has is told in the server's words", async () => {
  const { result } = renderHook(() => useProblemText());
  expect(result.current(new Problem(409, "FROM_TOMORROW", "Not today."))).toBe("Not today.");
});
