import { expect, test } from "vitest";
import type { User } from "../../app/session";
import { allowed, nextAct } from "./allowed";
import type { Lead } from "./types";

const me = { id: "me" } as User;
const lead = (of: Partial<Lead>): Lead => ({ state: "LEAD_STATE_ASSIGNED", ownerId: "me", ...of }) as Lead;
const all = { me, may: () => true };

test("a new lead is accepted, then talked with, then made a customer", () => {
  const fresh = lead({});
  expect(nextAct(fresh, allowed(fresh, all))).toBe("accept");
  const accepted = lead({ acceptTime: "2026-11-22T10:00:00Z" });
  expect(nextAct(accepted, allowed(accepted, all))).toBe("log");
  const qualified = lead({ acceptTime: "2026-11-22T10:00:00Z", state: "LEAD_STATE_QUALIFIED" });
  expect(nextAct(qualified, allowed(qualified, all))).toBe("convert");
});

test("nobody accepts for somebody else", () => {
  expect(allowed(lead({ ownerId: "other" }), all)).not.toContain("accept");
});

test("what lies in a pool is claimed, assigned or given up, and nothing else", () => {
  expect(allowed(lead({ state: "LEAD_STATE_POOLED", ownerId: "" }), all)).toEqual([
    "claim",
    "assign",
    "disqualify",
    "archive",
  ]);
});

test("a converted lead is only put away, an archived one only brought back", () => {
  expect(allowed(lead({ state: "LEAD_STATE_CONVERTED" }), all)).toEqual(["archive"]);
  expect(allowed(lead({ archiveTime: "2026-11-22T10:00:00Z" }), all)).toEqual(["restore"]);
});

test("permissions decide", () => {
  const may = (permission: string): boolean => permission === "lead.qualify";
  expect(allowed(lead({}), { me, may })).toEqual(["qualify", "disqualify"]);
});
