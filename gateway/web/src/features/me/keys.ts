/** How long a key lasts. */
export const TERMS = ["month", "quarter", "year", "ever"] as const;

const DAYS: Readonly<Record<string, number>> = { month: 30, quarter: 90, year: 365 };
const DAY = 86_400_000;

/** Until when; undefined where it lasts for ever. */
export function expiryOf(term: string | undefined, now: Date): string | undefined {
  const days = DAYS[term ?? ""];
  return days === undefined ? undefined : new Date(now.getTime() + days * DAY).toISOString();
}

/** Addresses and networks as people write them down: by lines, commas or spaces. */
export function addressesOf(text = ""): string[] {
  return text.split(/[\s,;，；]+/).filter(Boolean);
}
