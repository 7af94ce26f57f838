import { expect, test } from "vitest";
import { readable } from "./reaches";

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
