import { expect, test } from "vitest";
import { limitedReading, readable } from "./reaches";

test("of several roles the widest reach counts, and only reading", () => {
  const found = readable([
    { permission: "lead.read", reach: "REACH_OWN" },
    { permission: "lead.read", reach: "REACH_COMPANY" },
    { permission: "account.read", reach: "REACH_TEAM" },
    { permission: "account.update", reach: "REACH_COMPANY" },
  ]);
  expect(found).toEqual([
    { reach: "REACH_COMPANY", types: ["lead"] },
    { reach: "REACH_TEAM", types: ["account"] },
  ]);
});

test("reading is limited where every grant that goes furthest is", () => {
  const limits = (region: string) => ({ legalEntityIds: [], businessUnits: [], productLines: [], regions: [region] });
  const found = limitedReading([
    { permission: "lead.read", reach: "REACH_COMPANY", limits: limits("east") },
    { permission: "lead.read", reach: "REACH_COMPANY", limits: limits("west") },
    { permission: "lead.read", reach: "REACH_OWN" },
    { permission: "account.read", reach: "REACH_COMPANY", limits: limits("east") },
    { permission: "account.read", reach: "REACH_COMPANY" },
  ]);
  expect(found).toEqual([{ type: "lead", parts: [limits("east"), limits("west")] }]);
});
