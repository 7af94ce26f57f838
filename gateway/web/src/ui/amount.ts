import { fromMinor, toMinor } from "../api/money";
import { numberFormat } from "../i18n/formats";

const TIMES: Readonly<Record<string, number>> = { 万: 4, w: 4, 亿: 8, k: 3, m: 6 };

/**
 * What a person typed, as an exact amount of the currency: "12,000", "１２００", "¥1.5万", "1.2w", "30k". null for what is none, or is finer
 * than the currency. The point is moved in the text; nothing ever becomes a float.
 */
export function readAmount(typed: string, currencyCode: string): string | null {
  const plain = typed
    .normalize("NFKC")
    .replace(/[\s,，_'’]/g, "")
    .replace(/^(-?)[¥￥$€£]/, "$1")
    .toLowerCase();
  const found = /^(-?)(\d*)(?:\.(\d*))?(万|亿|w|k|m)?(?:元)?$/.exec(plain);
  if (!found || !(found[2] || found[3])) return null;
  const [, sign = "", whole = "", fraction = "", unit = ""] = found;
  const shift = TIMES[unit] ?? 0;
  const padded = fraction.padEnd(shift, "0");
  const amount = `${sign}${whole + padded.slice(0, shift) || "0"}${padded.slice(shift) ? `.${padded.slice(shift)}` : ""}`;
  try {
    return fromMinor(toMinor({ currencyCode, amount }), currencyCode).amount;
  } catch {
    return null;
  }
}

/** The amount as one reads it while it is not typed: with thousands apart. */
export function showAmount(amount: string, language: string): string {
  const [, fraction = ""] = amount.split(".");
  return numberFormat(language, { minimumFractionDigits: fraction.length }).format(amount as Intl.StringNumericLiteral);
}
