import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import type { Column, FilterField } from "../../../ui/grid/types";
import { Person } from "../../../ui/Person";
import { usePeople } from "../../../ui/people";
import { Badge, DateText } from "../../../ui/shown";
import { useCurrencies } from "../../../ui/useCurrencies";
import { type ExchangeRate, rateText } from "./queries";

export function useRateColumns(): Column<ExchangeRate>[] {
  const { t } = useTranslation("settings");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  return useMemo(
    () => [
      {
        id: "rate",
        name: t("rates.rate"),
        render: (rate) => (
          <>
            {rateText(rate)} {rate.withdrawTime && <Badge>{t("rates.withdrawn")}</Badge>}
          </>
        ),
        sort: "currency_code",
        width: 240,
        isFixed: true,
        phone: "title",
      },
      {
        id: "rateDate",
        name: t("rates.date"),
        render: ({ rateDate }) => rateDate && <DateText of={rateDate} zone={zone} />,
        sort: "rate_date",
        width: 120,
        phone: "end",
      },
      { id: "source", name: t("rates.source"), render: ({ source }) => source, width: 200, phone: "sub" },
      {
        id: "enteredBy",
        name: t("rates.enteredBy"),
        render: ({ enteredBy }) => enteredBy && <Person name={nameOf(enteredBy)} />,
        width: 120,
      },
      {
        id: "createTime",
        name: t("rates.entered"),
        render: ({ createTime }) => createTime && <DateText of={createTime} zone={zone} />,
        sort: "create_time",
        width: 140,
      },
    ],
    [t, zone, nameOf],
  );
}

export function useRateFilters(): FilterField[] {
  const { t } = useTranslation("settings");
  const currencies = useCurrencies();
  return useMemo(
    () => [
      { id: "currency_code", name: t("rates.currency"), kind: "choice", options: currencies },
      { id: "rate_date", name: t("rates.date"), kind: "date" },
    ],
    [t, currencies],
  );
}
