import { expect, test } from "vitest";
import { grouped } from "./legalEntities";

test("numbers of accounts are read in fours; what is masked is left as it came", () => {
  expect(grouped("6222021234567890123")).toBe("6222 0212 3456 7890 123");
  expect(grouped("1234")).toBe("1234");
  expect(grouped("****7890")).toBe("****7890");
  expect(grouped("DE89370400440532013000")).toBe("DE89370400440532013000");
});
