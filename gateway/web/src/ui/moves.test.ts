import { expect, test } from "vitest";
import { settled } from "./moves";

const lanes = [
  { id: "first", cards: ["a", "b"] },
  { id: "second", cards: ["c"] },
  { id: "third", cards: undefined },
];
const self = (card: string): string => card;

test("a card that is on its way stands where it goes", () => {
  const shown = settled(lanes, new Map([["b", "second"]]), self);
  expect(shown.map(({ cards }) => cards)).toEqual([["a"], ["b", "c"], undefined]);
});

test("and only once when the data has it there already", () => {
  expect(settled(lanes, new Map([["c", "second"]]), self)[1]?.cards).toEqual(["c"]);
  expect(settled(lanes, new Map(), self)).toBe(lanes);
});
