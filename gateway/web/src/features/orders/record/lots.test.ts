import { expect, test } from "vitest";
import { missingOf } from "./lots";

test("what is missing of a lot is exact", () => {
  expect(missingOf({ quantity: "3", deliveredQuantity: "" })).toBe("3");
  expect(missingOf({ quantity: "0.3", deliveredQuantity: "0.1" })).toBe("0.2");
  expect(missingOf({ quantity: "12.5", deliveredQuantity: "12.5" })).toBe("0");
  expect(missingOf({ quantity: "1", deliveredQuantity: "0.0000000001" })).toBe("0.9999999999");
});
