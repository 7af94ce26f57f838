import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Money as Amount } from "../../api/money";
import { type Figure, Figures } from "../../ui/Figures";
import { Money } from "../../ui/shown";
import type { Row } from "./queries";
import { percent } from "./texts";

/** The rates of the period, each with its formula; a dash where there is nothing to reckon it from. */
export function Rates({ of: row }: { of: Row }) {
  const { t, i18n } = useTranslation("figures");
  const rate = (value: string): string => (value ? percent(value, i18n.language) : "—");
  const days = (value: string): string => (value ? t("days", { value }) : "—");
  const figure = (id: string, value: string, note?: ReactNode): Figure => ({
    id,
    name: t(`rate.${id}`),
    value,
    note,
    definition: t(`define.${id}`),
  });
  const invoiced = row.daysOutstanding ? undefined : t("notInvoiced");
  return (
    <Figures
      label={t("rates")}
      of={[
        figure("collectionRate", rate(row.collectionRate), <Of part={row.collectedDue} whole={row.due} />),
        figure("effectiveness", rate(row.effectiveness)),
        figure("daysOutstanding", days(row.daysOutstanding), invoiced),
        figure("bestPossible", days(row.bestPossibleDaysOutstanding)),
        figure("delinquent", days(row.averageDaysDelinquent)),
        figure("late", days(row.averageDaysLate)),
      ]}
    />
  );
}

function Of({ part, whole }: { part: Amount | undefined; whole: Amount | undefined }) {
  return (
    part &&
    whole && (
      <>
        <Money of={part} precision="short" /> / <Money of={whole} precision="short" />
      </>
    )
  );
}
