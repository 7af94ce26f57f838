import { describe, expect, it } from "vitest";
import { rangeOf } from "./ranges";

describe("rangeOf", () => {
  it("ends today where the period is not over", () => {
    expect(rangeOf("month", "2026-11-22")).toEqual({ fromDate: "2026-11-01", toDate: "2026-11-22" });
    expect(rangeOf("quarter", "2026-11-22")).toEqual({ fromDate: "2026-10-01", toDate: "2026-11-22" });
    expect(rangeOf("year", "2026-11-22")).toEqual({ fromDate: "2026-01-01", toDate: "2026-11-22" });
    expect(rangeOf("twelve", "2026-11-22")).toEqual({ fromDate: "2025-11-23", toDate: "2026-11-22" });
  });

  it("takes a month that is over as a whole, over the turn of the year too", () => {
    expect(rangeOf("lastMonth", "2026-03-05")).toEqual({ fromDate: "2026-02-01", toDate: "2026-02-28" });
    expect(rangeOf("lastMonth", "2026-01-31")).toEqual({ fromDate: "2025-12-01", toDate: "2025-12-31" });
  });

  it("knows the year before a leap day", () => {
    expect(rangeOf("twelve", "2028-02-29").fromDate).toBe("2027-03-02");
  });
});
