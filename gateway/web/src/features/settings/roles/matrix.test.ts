import { expect, test } from "vitest";
import { type Grant, givenOf, grantsOf, groupsOf, same, withReach } from "./matrix";

const LIMITS = { legalEntityIds: [], businessUnits: [], productLines: [], regions: ["east"] };
const GRANTS: Grant[] = [
  { permission: "lead.read", reach: "REACH_OWN", limits: LIMITS },
  { permission: "account.read", reach: "REACH_TEAM" },
];

test("a permission is widened, given and taken, and keeps what it was limited to", () => {
  const given = givenOf(GRANTS);
  const wider = withReach(withReach(given, "lead.read", "REACH_COMPANY"), "account.read", undefined);
  expect(grantsOf(wider, GRANTS)).toEqual([{ permission: "lead.read", reach: "REACH_COMPANY", limits: LIMITS }]);
  expect(same(given, wider)).toBe(false);
  expect(same(given, givenOf([...GRANTS].reverse()))).toBe(true);
});

test("permissions stand together by what they are about", () => {
  const role = { id: "1", key: "a", name: "a", shipped: true, etag: "1", grants: GRANTS };
  expect(groupsOf([role])).toEqual([
    { type: "account", permissions: ["account.read"] },
    { type: "lead", permissions: ["lead.read"] },
  ]);
});
