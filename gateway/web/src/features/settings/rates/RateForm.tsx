import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useSession } from "../../../app/session";
import { todayIn } from "../../../parts/days";
import { Select } from "../../../ui/choices";
import { DatePicker } from "../../../ui/dates";
import { TextField } from "../../../ui/fields";
import { useCurrencies } from "../../../ui/useCurrencies";
import { SaveForm } from "../frame/SaveForm";

/** What one unit of a currency is worth from a day on; another of the same day takes the place of the one before. */
export function RateForm({ close }: { close: () => void }) {
  const { t } = useTranslation("settings");
  const { zone, currency: own } = useSession();
  const today = todayIn(zone);
  const currencies = useCurrencies(own);
  return (
    <SaveForm
      close={close}
      save={(values) =>
        reply(
          api.POST("/v1/exchangeRates", {
            body: {
              currencyCode: values.currencyCode ?? "",
              quoteCurrencyCode: values.quoteCurrencyCode ?? own,
              rate: values.rate?.trim() ?? "",
              rateDate: values.rateDate ?? today,
              source: values.source?.trim() ?? "",
            },
          }),
        )
      }
    >
      <Select
        name="currencyCode"
        label={t("rates.currency")}
        options={currencies.filter(({ id }) => id !== own)}
        defaultSelectedKey={own === "USD" ? "EUR" : "USD"}
        autoFocus
      />
      <TextField name="rate" label={t("rates.rate")} hint={t("rates.rateHint")} inputMode="decimal" isRequired />
      <Select name="quoteCurrencyCode" label={t("rates.quote")} options={currencies} defaultSelectedKey={own} />
      <DatePicker name="rateDate" label={t("rates.date")} defaultValue={today} to={today} isRequired />
      <TextField name="source" label={t("rates.source")} hint={t("rates.sourceHint")} maxLength={100} />
    </SaveForm>
  );
}
