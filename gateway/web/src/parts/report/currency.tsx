import { useTranslation } from "react-i18next";
import type { components } from "../../api/generated/openapi";
import { useSession } from "../../app/session";
import { useCurrencies } from "../../ui/useCurrencies";
import { Choice } from "./Choice";
import "./report.css";

const OWN = "own";

interface CurrencyChoiceProps {
  /** Nothing where each amount stays in its own currency. */
  chosen: string | undefined;
  onChoose: (currency: string | undefined) => void;
}

/** In which currency a report tells its amounts. */
export function CurrencyChoice({ chosen, onChoose }: CurrencyChoiceProps) {
  const { t } = useTranslation("parts");
  const { currency: own } = useSession();
  const currencies = useCurrencies(own);
  return (
    <Choice
      label={t("report.currency")}
      of={[
        { id: OWN, name: t("report.ownCurrencies") },
        ...currencies.map(({ id, name }) => ({ id, name: t("report.allIn", { currency: name }) })),
      ]}
      chosen={chosen ?? OWN}
      onChoose={(id) => onChoose(id === OWN ? undefined : id)}
    />
  );
}

/** By which rates amounts were converted, where any were. */
export function RatesUsed({ of: rates }: { of: readonly components["schemas"]["receivables.RateUsed"][] }) {
  const { t } = useTranslation("parts");
  if (rates.length === 0) return null;
  const listed = rates.map(({ currencyCode, rate, quoteCurrencyCode, rateDate }) =>
    t("report.rate", { currency: currencyCode, rate, quote: quoteCurrencyCode, day: rateDate }),
  );
  return <p className="report-rates">{t("report.rates", { rates: listed.join(t("report.comma")) })}</p>;
}
