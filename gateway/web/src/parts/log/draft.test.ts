// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";
import { bodyOf, dropDraft, emptyDraft, keepDraft, keptDraft, needsText, withType } from "./draft";
import { keepRecent, recentSubjects } from "./recent";
import type { LogSubject } from "./subject";

const subject: LogSubject = { type: "lead", id: "1", name: "青禾机械" };

beforeEach(() => localStorage.clear());

test("what was typed and not sent is there again, for its author and its subject alone", () => {
  const draft = { ...emptyDraft(), text: "问了预算", contactIds: ["c"] };
  keepDraft("me", subject, draft);
  expect(keptDraft("me", subject)).toEqual(draft);
  expect(keptDraft("other", subject)).toBeUndefined();
  expect(keptDraft("me", { ...subject, id: "2" })).toBeUndefined();
  dropDraft("me", subject);
  expect(keptDraft("me", subject)).toBeUndefined();
});

test("without words there is nothing to keep", () => {
  keepDraft("me", subject, { ...emptyDraft(), text: "x" });
  keepDraft("me", subject, { ...emptyDraft(), text: "  " });
  expect(keptDraft("me", subject)).toBeUndefined();
});

test("an outcome goes with the type where it does not fit it", () => {
  const visit = withType({ ...emptyDraft(), outcome: "OUTCOME_NOT_REACHED" }, "INTERACTION_TYPE_VISIT");
  expect(visit.outcome).toBe("OUTCOME_REACHED");
  expect(withType({ ...visit, outcome: "OUTCOME_REFUSED" }, "INTERACTION_TYPE_MAIL").outcome).toBe("OUTCOME_REFUSED");
});

test("a call that nobody answered has nothing to tell", () => {
  expect(needsText(emptyDraft())).toBe(true);
  expect(needsText({ ...emptyDraft(), outcome: "OUTCOME_NOT_REACHED" })).toBe(false);
});

test("it says when only where that is not now, and a date only beside a next step", () => {
  const draft = { ...emptyDraft(), text: " 谈了价格 ", nextStepDate: "2026-11-30" };
  const body = bodyOf(draft, subject, "Asia/Shanghai");
  expect(body).toMatchObject({ subjectType: "lead", subjectId: "1", text: "谈了价格" });
  expect(body).not.toHaveProperty("interactionTime");
  expect(body).not.toHaveProperty("nextStepDate");
  const whole = bodyOf({ ...draft, nextStep: "报价", day: "2026-11-22", time: "09:30" }, subject, "Asia/Shanghai");
  expect(whole.nextStepDate).toBe("2026-11-30");
  expect(new Date(whole.interactionTime ?? 0).toISOString()).toBe("2026-11-22T01:30:00.000Z");
});

test("the last subjects come first, once each", () => {
  for (const id of ["1", "2", "1"]) keepRecent("me", { ...subject, id });
  expect(recentSubjects("me").map(({ id }) => id)).toEqual(["1", "2"]);
});
