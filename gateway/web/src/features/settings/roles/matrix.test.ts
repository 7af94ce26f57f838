import { expect, test } from "vitest";
import { limitedOf, withLimits } from "./limits";
import { type Grant, givenOf, grantsOf, groupsOf, same, withReach } from "./matrix";

const LIMITS = { legalEntityIds: [], businessUnits: [], productLines: [], regions: ["east"] };
const GRANTS: Grant[] = [
  { permission: "lead.read", reach: "REACH_OWN", limits: LIMITS },
  { permission: "account.read", reach: "REACH_TEAM" },
];

test("a permission is widened, given and taken, and keeps what it was limited to", () => {
  const given = givenOf(GRANTS);
  const limited = limitedOf(GRANTS);
  const wider = withReach(withReach(given, "lead.read", "REACH_COMPANY"), "account.read", undefined);
  expect(grantsOf(wider, limited)).toEqual([{ permission: "lead.read", reach: "REACH_COMPANY", limits: LIMITS }]);
  expect(same(GRANTS, grantsOf(wider, limited))).toBe(false);
  expect(same(GRANTS, [...grantsOf(given, limited)].reverse())).toBe(true);
});

test("another limit is another right", () => {
  const limited = withLimits(limitedOf(GRANTS), ["lead.read"], { ...LIMITS, regions: ["west"] });
  expect(same(GRANTS, grantsOf(givenOf(GRANTS), limited))).toBe(false);
});

test("permissions stand together by what they are about", () => {
  const role = { id: "1", key: "a", name: "a", shipped: true, etag: "1", grants: GRANTS };
  expect(groupsOf([role])).toEqual([
    { type: "account", permissions: ["account.read"] },
    { type: "lead", permissions: ["lead.read"] },
  ]);
});
