// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";
import { forget } from "../../app/device";
import type { Todo } from "../todos/todo";
import { dropTodoPick, keepTodoPicks, keptTodoPicks, todoPicksOf } from "./todoPicks";

const todo = (id: string, kind: string, subjectId: string): Todo =>
  ({ id, kind, title: "送样品", titleEn: "", subjectType: "account", subjectId, subjectName: "青禾机械" }) as Todo;

beforeEach(() => localStorage.clear());

test("of each subject one to-do can be picked, and it is known which of them a talk ends", () => {
  const picks = todoPicksOf([todo("1", "own", "a"), todo("2", "collect", "a"), todo("3", "care", "b")], "zh-CN");
  expect(picks.map(({ id, isEndedByPerson }) => [id, isEndedByPerson])).toEqual([
    ["1", true],
    ["3", false],
  ]);
  expect(picks[0]).toMatchObject({ task: "送样品", subject: { type: "account", id: "a", name: "青禾机械" } });
});

test("what the day asks for is there without a network, for its person alone, until it is done or they leave", () => {
  keepTodoPicks("me", todoPicksOf([todo("1", "own", "a"), todo("3", "own", "b")], "zh-CN"));
  expect(keptTodoPicks("me")).toHaveLength(2);
  expect(keptTodoPicks("other")).toEqual([]);
  dropTodoPick("me", "1");
  expect(keptTodoPicks("me").map(({ id }) => id)).toEqual(["3"]);
  forget();
  expect(keptTodoPicks("me")).toEqual([]);
});
