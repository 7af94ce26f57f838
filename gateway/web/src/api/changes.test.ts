import { kept, shown } from "virtual:shown";
import { QueryClient } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import { readAnew, readTouched, shows, typesOf } from "./changes";

const lead = { type: "lead", id: "a" };
const of = (path: string, ids: Record<string, string> = {}) => ["get", path, { params: { path: ids } }] as const;

test("a record's own page is concerned by that record, a list by all of its type", () => {
  expect(shows([...of("/v1/leads/{lead_id}", { lead_id: "a" })], lead)).toBe(true);
  expect(shows([...of("/v1/leads/{lead_id}", { lead_id: "b" })], lead)).toBe(false);
  expect(shows([...of("/v1/leads")], lead)).toBe(true);
  expect(shows([...of("/v1/leadPools/{lead_pool_id}/leads", { lead_pool_id: "p" })], lead)).toBe(true);
  expect(shows([...of("/v1/accounts")], lead)).toBe(false);
});

test("what lies below a record is read anew with it, and so are reports that count it", () => {
  const opportunity = { type: "opportunity", id: "a" };
  expect(shows([...of("/v1/opportunities/{opportunity_id}/nextStep")], opportunity)).toBe(true);
  expect(shows([...of("/v1/funnel")], opportunity)).toBe(true);
  expect(shows([...of("/v1/ageing")], { type: "receipt", id: "a" })).toBe(true);
  expect(shows([...of("/v1/notifications")], { type: "notification", id: "a" })).toBe(true);
});

test("what is decided about money is read anew where that money is shown", () => {
  for (const type of ["cash_proposal", "receipt_claim", "bank_statement_line"]) {
    expect(shows([...of("/v1/receipts/{receipt_id}", { receipt_id: "r" })], { type, id: "a" })).toBe(true);
  }
  expect(shows([...of("/v1/claimableReceipts")], { type: "receipt", id: "a" })).toBe(true);
});

test("every list of the description says what is on it", () => {
  const told = new Set(Object.values(shown).flat());
  const silent = Object.keys(kept).filter((path) => !told.has(path));
  expect(silent).toEqual([]);
});

test("what a write touched is known by its collection", () => {
  expect(typesOf(["leads"])).toEqual(["lead"]);
  expect(typesOf(["nowhere"])).toEqual([]);
  expect(typesOf(["bankStatementLines"])).toEqual(["bank_statement_line"]);
});

test("only what shows the change is read anew", async () => {
  const client = new QueryClient();
  const read = { leads: vi.fn(async () => 1), accounts: vi.fn(async () => 1) };
  for (const [name, queryFn] of Object.entries(read)) {
    await client.prefetchQuery({ queryKey: [...of(`/v1/${name}`)], queryFn });
  }
  const isOld = (path: string) => client.getQueryState([...of(path)])?.isInvalidated;
  await readAnew(client, [lead]);
  expect([isOld("/v1/leads"), isOld("/v1/accounts")]).toEqual([true, false]);
  await readTouched(client, ["accounts"]);
  expect(isOld("/v1/accounts")).toBe(true);
});

test("settings, of which a company has one, are read anew when they are changed", async () => {
  const client = new QueryClient();
  await client.prefetchQuery({ queryKey: [...of("/v1/receivableSettings")], queryFn: async () => 1 });
  await readTouched(client, ["receivableSettings"]);
  expect(client.getQueryState([...of("/v1/receivableSettings")])?.isInvalidated).toBe(true);
});
