import { expect, test } from "vitest";
import { merged } from "./merged";

const line = (id: string, time: string) => ({ id, time, title: id });
const talks = [line("t2", "2026-11-20T10:00:00Z"), line("t1", "2026-11-10T10:00:00Z")];
const touches = [line("s2", "2026-11-15T10:00:00Z"), line("s1", "2026-11-01T10:00:00Z")];
const ids = (of: { id: string }[]): string[] => of.map(({ id }) => id);

test("talks and touches stand on one line, and how it began at its end", () => {
  const first = line("first", "2026-10-01T00:00:00Z");
  const read = [
    { items: talks, hasMore: false },
    { items: touches, hasMore: false },
  ];
  expect(ids(merged(first, read))).toEqual(["t2", "s2", "t1", "s1", "first"]);
});

test("nothing is shown beyond what was read of either", () => {
  const read = [
    { items: talks, hasMore: true },
    { items: touches, hasMore: false },
  ];
  expect(ids(merged(line("first", "2026-10-01T00:00:00Z"), read))).toEqual(["t2", "s2", "t1"]);
});
