import type { Lot } from "../types";

const PLACES = 10;

/** What of a lot is not there yet, exactly: quantities are decimals of up to ten places. */
export function missingOf({ quantity, deliveredQuantity }: Pick<Lot, "quantity" | "deliveredQuantity">): string {
  const missing = units(quantity) - units(deliveredQuantity);
  const whole = missing / 10n ** BigInt(PLACES);
  const rest = (missing % 10n ** BigInt(PLACES)).toString().padStart(PLACES, "0").replace(/0+$/, "");
  return rest ? `${whole}.${rest}` : `${whole}`;
}

function units(quantity: string): bigint {
  const [whole = "0", rest = ""] = quantity.split(".");
  return BigInt(`${whole || "0"}${rest.padEnd(PLACES, "0")}`);
}
