import { numberFormat } from "../i18n/formats";

/**
 * Amounts of money. The only file that reckons with them: as whole minor units (fen, cents) in a bigint, never as a float. On the wire they
 * are text, `{"currencyCode": "CNY", "amount": "300000.01"}`.
 */
export interface Money {
  currencyCode: string;
  amount: string;
}

/** How many decimals a currency has: 2 for CNY, 0 for JPY. */
function decimals(currencyCode: string): number {
  return numberFormat("en", { style: "currency", currency: currencyCode }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Throws RangeError for a text that is no amount, or finer than the currency. */
export function toMinor({ amount, currencyCode }: Money): bigint {
  const digits = decimals(currencyCode);
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount);
  const fraction = (found?.[3] ?? "").replace(/0+$/, "");
  if (!found || fraction.length > digits) throw new RangeError(`${amount} is no amount of ${currencyCode}`);
  const minor = BigInt(`${found[2]}${fraction.padEnd(digits, "0")}`);
  return found[1] ? -minor : minor;
}

export function fromMinor(minor: bigint, currencyCode: string): Money {
  const digits = decimals(currencyCode);
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  const fraction = digits ? `.${text.slice(-digits)}` : "";
  return { currencyCode, amount: `${minor < 0n ? "-" : ""}${whole}${fraction}` };
}

/** Throws RangeError for several currencies: amounts of them are shown beside each other, never added. */
export function sum(amounts: readonly Money[], currencyCode: string): Money {
  const foreign = amounts.find((amount) => amount.currencyCode !== currencyCode);
  if (foreign) throw new RangeError(`${foreign.currencyCode} cannot be added to ${currencyCode}`);
  return fromMinor(
    amounts.reduce((total, amount) => total + toMinor(amount), 0n),
    currencyCode,
  );
}

export function isZero(money: Money): boolean {
  return toMinor(money) === 0n;
}

/** "exact": to the last cent. "short": for figures where cents do not matter, in 万 or thousands. */
export type Precision = "exact" | "short";

export function moneyText({ currencyCode, amount }: Money, language: string, precision: Precision = "exact"): string {
  const short: Intl.NumberFormatOptions =
    precision === "short" ? { notation: "compact", maximumSignificantDigits: 4 } : {};
  const format = numberFormat(language, {
    style: "currency",
    currency: currencyCode,
    currencyDisplay: "narrowSymbol",
    ...short,
  });
  // A decimal text is formatted digit by digit; it never becomes a float.
  return format.format(amount as Intl.StringNumericLiteral);
}
