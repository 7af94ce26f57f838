import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { gather } from "./live";

const update = (id: string) => ({ type: "lead", id, version: 1, op: "changed" as const });

let client: QueryClient;
beforeEach(() => {
  vi.useFakeTimers();
  client = new QueryClient();
});
afterEach(() => vi.useRealTimers());

test("a burst of changes is one reading", async () => {
  const invalidate = vi.spyOn(client, "invalidateQueries");
  const { listener } = gather(client);
  for (const id of ["a", "b", "a"]) listener.update(update(id));
  expect(invalidate).not.toHaveBeenCalled();
  vi.advanceTimersByTime(500);
  await vi.waitFor(() => expect(invalidate).toHaveBeenCalledTimes(1));
  listener.update(update("c"));
  vi.advanceTimersByTime(500);
  await vi.waitFor(() => expect(invalidate).toHaveBeenCalledTimes(2));
});

test("when something was missed, everything is read anew", () => {
  const invalidate = vi.spyOn(client, "invalidateQueries");
  gather(client).listener.reset();
  expect(invalidate).toHaveBeenCalledWith();
});
