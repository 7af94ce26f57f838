import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Option } from "./choices";

const OFFERED = ["CNY", "USD", "EUR", "HKD", "JPY", "GBP", "SGD"];

/** Currencies to choose from, by code and name; also one that is the company's and not among the usual ones. */
export function useCurrencies(own?: string): Option[] {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: "currency" });
    const codes = own && !OFFERED.includes(own) ? [own, ...OFFERED] : OFFERED;
    return codes.map((id) => ({ id, name: `${id} ${names.of(id) ?? ""}` }));
  }, [i18n.language, own]);
}
