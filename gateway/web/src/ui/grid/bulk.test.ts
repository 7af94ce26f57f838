import { expect, test } from "vitest";
import { each, type Outcome } from "./bulk";

const rows = Array.from({ length: 10 }, (_, at) => ({ id: `${at}`, row: at }));

test("each row has an outcome of its own; what fails stops nothing else, and few are on their way at once", async () => {
  const outcomes = new Map<string, Outcome>();
  let [running, most] = [0, 0];
  const act = async (at: number): Promise<void> => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
    if (at === 3) throw new Error("no");
  };
  await each(
    rows,
    act,
    (id, outcome) => outcomes.set(id, outcome),
    () => false,
  );
  expect([...outcomes.values()].filter(({ state }) => state === "done")).toHaveLength(9);
  expect(outcomes.get("3")).toMatchObject({ state: "failed" });
  expect(most).toBe(4);
});

test("stopped, it ends what it began and begins nothing more", async () => {
  const outcomes = new Map<string, Outcome>();
  await each(
    rows,
    async () => {},
    (id, outcome) => outcomes.set(id, outcome),
    () => outcomes.size >= 4,
  );
  expect(outcomes.size).toBeLessThan(8);
});
