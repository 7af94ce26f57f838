export const PERIODS = ["month", "lastMonth", "quarter", "year", "twelve"] as const;
export type Period = (typeof PERIODS)[number];
