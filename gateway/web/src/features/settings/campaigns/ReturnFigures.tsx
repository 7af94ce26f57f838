import { useTranslation } from "react-i18next";
import { Figures } from "../../../ui/Figures";
import { Amounts } from "./Amounts";
import type { Return } from "./queries";
import { totalsOf } from "./totals";

/** What all channels cost and brought in these days. */
export function ReturnFigures({ of: rows }: { of: readonly Return[] }) {
  const { t } = useTranslation("settings");
  const total = totalsOf(rows);
  return (
    <Figures
      label={t("returns.name")}
      of={[
        {
          id: "costs",
          name: t("returns.costs"),
          value: <Amounts of={total.costs} />,
          definition: t("returns.costsAre"),
          go: { to: "/settings/campaigns" },
        },
        {
          id: "leads",
          name: t("returns.leads"),
          value: total.leads,
          note: t("returns.convertedOf", { count: total.converted }),
          definition: t("returns.leadsAre"),
        },
        {
          id: "won",
          name: t("returns.wonAmounts"),
          value: <Amounts of={total.wonAmounts} />,
          note: t("returns.wonOf", { count: total.won }),
          definition: t("returns.firstTouch"),
        },
        {
          id: "collected",
          name: t("returns.collected"),
          value: <Amounts of={total.collected} />,
          definition: t("returns.firstTouch"),
        },
      ]}
    />
  );
}
