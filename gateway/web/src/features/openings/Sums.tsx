import { useTranslation } from "react-i18next";
import { has } from "../../parts/instalment/standing";
import { Figures } from "../../ui/Figures";
import { Money } from "../../ui/shown";
import type { OpeningBalance } from "./types";

const PARTS = ["receivables", "retention", "advances"] as const;

/** What it comes to, per currency: the same as the check totals, or it would not have been taken. */
export function Sums({ of }: { of: OpeningBalance }) {
  const { t, i18n } = useTranslation("openings");
  const figures = of.sums.flatMap((sum) => {
    const currency = sum.receivables?.currencyCode ?? "";
    return PARTS.flatMap((part) => {
      const amount = sum[part];
      if (!amount || (part !== "receivables" && !has(amount))) return [];
      const isLate = part === "receivables" && sum.overdue && has(sum.overdue);
      return [
        {
          id: `${currency}-${part}`,
          name: t(`sum.${part}`),
          value: <Money of={amount} />,
          definition: t(`define.${part}`),
          note: isLate && sum.overdue && (
            <>
              {t("sum.overdue")} <Money of={sum.overdue} />
            </>
          ),
        },
      ];
    });
  });
  const counts = [
    {
      id: "lines",
      name: t("sum.lines"),
      value: of.lineCount.toLocaleString(i18n.language),
      definition: t("define.lines"),
    },
    {
      id: "customers",
      name: t("sum.customers"),
      value: of.customerCount.toLocaleString(i18n.language),
      definition: t("define.customers"),
    },
  ];
  return <Figures label={t("sum.label")} of={[...figures, ...counts]} />;
}
