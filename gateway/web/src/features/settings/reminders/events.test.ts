import { expect, test } from "vitest";
import { areaOf, byArea } from "./events";

test("what happens belongs to the part of the work in which it does", () => {
  expect(["LeadNeglected", "CustomersTransferred", "InstalmentReminderDue", "SomethingNew"].map(areaOf)).toEqual([
    "leads",
    "people",
    "money",
    "people",
  ]);
});

test("areas without anything are left out", () => {
  const rules = [{ event: "PlanCreated" }, { event: "LeadAssigned" }, { event: "PromiseBroken" }];
  expect(byArea(rules)).toEqual([
    { area: "leads", of: [{ event: "LeadAssigned" }] },
    { area: "money", of: [{ event: "PlanCreated" }, { event: "PromiseBroken" }] },
  ]);
});
