import { useTranslation } from "react-i18next";
import { useProducts } from "../../../parts/lines/products";
import type { Lot, Order } from "../types";

type Line = Order["lines"][number];

/** What a line is called: as described, else as its product. */
export function useLineName(): (line: Line) => string {
  const products = useProducts();
  return ({ description, productId }) => description || (products?.find(({ id }) => id === productId)?.name ?? "…");
}

/** What a lot is called: as its line, with its own code where the line has more of them. */
export function useLotName({ lines, lots }: Order): (code: string) => string {
  const { t } = useTranslation("orders");
  const lineName = useLineName();
  return (code) => {
    const lineCode = lots.find((lot) => lot.code === code)?.lineCode;
    const line = lines.find((each) => each.code === lineCode);
    if (!line) return t("field.ofLot", { lot: code });
    const isOnly = lots.filter((lot) => lot.lineCode === lineCode).length === 1;
    return isOnly ? lineName(line) : t("lots.of", { line: lineName(line), lot: code });
  };
}

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
