import { addDays } from "../../ui/days";
import type { Period } from "./periods";

export interface Range {
  fromDate: string;
  toDate: string;
}

/** The first and the last day; what is not over yet ends today. */
export function rangeOf(period: Period, today: string): Range {
  const month = `${today.slice(0, 7)}-01`;
  switch (period) {
    case "month":
      return { fromDate: month, toDate: today };
    case "lastMonth": {
      const last = addDays(month, -1);
      return { fromDate: `${last.slice(0, 7)}-01`, toDate: last };
    }
    case "quarter": {
      const first = Math.floor((Number(today.slice(5, 7)) - 1) / 3) * 3 + 1;
      return { fromDate: `${today.slice(0, 4)}-${String(first).padStart(2, "0")}-01`, toDate: today };
    }
    case "year":
      return { fromDate: `${today.slice(0, 4)}-01-01`, toDate: today };
    case "twelve":
      return { fromDate: addDays(`${Number(today.slice(0, 4)) - 1}${today.slice(4)}`, 1), toDate: today };
  }
}
