// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, test } from "vitest";
import { useBulk } from "./bulk";

const client = new QueryClient();
const Around = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={client}>{children}</QueryClientProvider>
);

test("what can be undone is what was done: the answers of the rows that were not refused, under their ids", async () => {
  const { result } = renderHook(useBulk<number>, { wrapper: Around });
  const rows = [1, 2, 3].map((row) => ({ id: `row ${row}`, row }));
  const refuseTwo = async (row: number): Promise<number> => {
    if (row === 2) throw new Error("no");
    return 10 * row;
  };
  const done = await act(() => result.current.start("archive", rows, refuseTwo));
  expect(done).toEqual([
    { id: "row 1", row: 10 },
    { id: "row 3", row: 30 },
  ]);
  expect(result.current.run?.rows).toEqual(rows);
});
