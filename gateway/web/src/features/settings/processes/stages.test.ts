import { expect, test } from "vitest";
import { type Stage, stagesMoved, stagesWith, stagesWithout } from "./stages";

const stage = (key: string, retired = false): Stage => ({
  key,
  name: key,
  nameEn: "",
  position: 1,
  probability: "10",
  keyActions: [],
  successCriteria: [],
  gate: [],
  retired,
  expectedDays: 0,
  playbook: [],
});
const STAGES = [stage("first"), stage("old", true), stage("second"), stage("third")];
const keys = (stages: readonly { key: string }[]): string[] => stages.map(({ key }) => key);

test("what is retired is not sent again, and what the server reckons is not sent", () => {
  const changed = stagesWith(STAGES, { ...stage("second"), name: "Second" });
  expect(keys(changed)).toEqual(["first", "second", "third"]);
  expect(changed[1]?.name).toBe("Second");
  expect(changed[0]).not.toHaveProperty("position");
});

test("a new stage stands behind the others", () => {
  expect(keys(stagesWith(STAGES, { key: "fourth", name: "Fourth" }))).toEqual(["first", "second", "third", "fourth"]);
});

test("stages are taken out, and change places with their neighbours", () => {
  expect(keys(stagesWithout(STAGES, "second"))).toEqual(["first", "third"]);
  expect(keys(stagesMoved(STAGES, "second", -1))).toEqual(["second", "first", "third"]);
  expect(keys(stagesMoved(STAGES, "third", 1))).toEqual(["first", "second", "third"]);
});
