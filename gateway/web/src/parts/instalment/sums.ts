import { isZero, type Money, moneyText, toMinor } from "../../api/money";

/** The company's own currency first, then by their codes; what is nothing is left out. */
export function inOrder(amounts: readonly (Money | undefined)[], own: string): Money[] {
  const found = amounts.filter((amount): amount is Money => amount !== undefined && !isZero(amount));
  return found.sort((one, other) => rank(one, own).localeCompare(rank(other, own)));
}

const rank = ({ currencyCode }: Money, own: string): string => (currencyCode === own ? "" : currencyCode);

/** "¥231万 + $1.2万": beside each other, because they are never added. */
export function amountsText(amounts: readonly Money[], language: string): string {
  return amounts.map((amount) => moneyText(amount, language, "short")).join(" + ");
}

/** In per cent, with one digit; undefined of nothing. */
export function shareOf(part: Money | undefined, whole: Money | undefined): number | undefined {
  if (!part || !whole || isZero(whole)) return undefined;
  return Number((toMinor(part) * 1000n) / toMinor(whole)) / 10;
}
