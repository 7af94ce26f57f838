import { expect, test } from "vitest";
import { addressesOf, expiryOf } from "./keys";

test("a key ends after its term, or never", () => {
  const now = new Date("2026-11-22T00:00:00Z");
  expect(expiryOf("month", now)).toBe("2026-12-22T00:00:00.000Z");
  expect(expiryOf("ever", now)).toBeUndefined();
});

test("addresses are taken apart however they were written down", () => {
  expect(addressesOf("203.0.113.0/24， 198.51.100.7\n2001:db8::1")).toEqual([
    "203.0.113.0/24",
    "198.51.100.7",
    "2001:db8::1",
  ]);
  expect(addressesOf(undefined)).toEqual([]);
});
