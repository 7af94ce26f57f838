import type { Report } from "./queries";

/** One currency of the report at a time: amounts are never added over currencies. */
export interface Part {
  currency: string;
  total: Report["totals"][number];
  rows: Report["rows"];
}

/** The currency of the company first, then as they come: the largest first. */
export function partsOf(report: Report, own: string): Part[] {
  const codeOf = (row: Report["rows"][number]): string => row.total?.currencyCode ?? "";
  return report.totals
    .toSorted((one, other) => Number(codeOf(other) === own) - Number(codeOf(one) === own))
    .map((total) => ({
      currency: codeOf(total),
      total,
      rows: report.rows.filter((row) => codeOf(row) === codeOf(total)),
    }));
}

/** For a spreadsheet: exact amounts, and what could be read as a formula as text. */
export function csvOf(lines: readonly (readonly string[])[]): string {
  const cell = (text: string): string => {
    const safe = /^[=+@\t\r]|^-(?![\d.]+$)/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\uFEFF${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}
