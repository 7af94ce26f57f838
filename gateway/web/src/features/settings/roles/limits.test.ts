import { expect, test } from "vitest";
import { commonOf, type Limits, limitedOf, NONE, ofRecords, withLimits } from "./limits";

const EAST: Limits = { ...NONE, regions: ["华东", "华中"] };

test("a limit is laid on records, not on how the company is set up", () => {
  expect(ofRecords(["lead.read", "role.update", "contract.seal"])).toEqual(["lead.read", "contract.seal"]);
});

test("what permissions are limited to is said once where it is one and the same", () => {
  const limited = withLimits(new Map(), ["lead.read", "account.read"], EAST);
  expect(commonOf(limited, ["lead.read", "account.read"])).toEqual(EAST);
  expect(commonOf(limited, ["lead.read", "contract.read"])).toBeUndefined();
  expect(
    commonOf(withLimits(limited, ["lead.read"], { ...EAST, regions: ["华中", "华东"] }), [...limited.keys()]),
  ).toEqual({
    ...EAST,
    regions: ["华中", "华东"],
  });
});

test("a limit of nothing takes it away, and one that is empty is none", () => {
  expect(withLimits(new Map([["lead.read", EAST]]), ["lead.read"], NONE).size).toBe(0);
  expect(limitedOf([{ permission: "lead.read", reach: "REACH_OWN", limits: NONE }]).size).toBe(0);
});
