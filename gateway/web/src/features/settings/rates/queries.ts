import { $api } from "../../../api/client";
import type { components } from "../../../api/generated/openapi";

export type ExchangeRate = components["schemas"]["receivables.ExchangeRate"];

export function useRate(id: string, isEnabled: boolean) {
  return $api.useQuery(
    "get",
    "/v1/exchangeRates/{exchange_rate_id}",
    { params: { path: { exchange_rate_id: id } } },
    { enabled: isEnabled, select: (rate) => ({ ...rate, name: rateText(rate) }) },
  );
}

/** "1 USD = 7.1234 CNY" */
export function rateText({
  currencyCode,
  quoteCurrencyCode,
  rate,
}: Pick<ExchangeRate, "currencyCode" | "rate"> & { quoteCurrencyCode?: string }) {
  return `1 ${currencyCode} = ${rate} ${quoteCurrencyCode ?? ""}`;
}
