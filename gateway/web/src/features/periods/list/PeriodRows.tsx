import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { GoLink } from "../../../ui/Go";
import { usePeople } from "../../../ui/people";
import { Badge, DateText, EmptyState } from "../../../ui/shown";
import type { Period } from "../queries";
import { StateBadge } from "../StateBadge";

interface PeriodRowsProps {
  of: readonly Period[];
  next: Period | undefined;
  today: string;
  /** What makes the first ones; nothing for who may not. */
  begin: ReactNode;
}

/** The newest first; the one to be closed next stands out. */
export function PeriodRows({ of: periods, next, today, begin }: PeriodRowsProps) {
  const { t } = useTranslation("periods");
  if (periods.length === 0)
    return (
      <EmptyState title={t("empty.title")} action={begin}>
        {t("empty.text")}
      </EmptyState>
    );
  const coming = periods.filter(({ startDate }) => startDate > today);
  return (
    <>
      {coming.length > 0 && (
        <details className="period-item">
          <summary className="periods-quiet">{t("coming", { count: coming.length })}</summary>
          <Rows of={coming} next={next} />
        </details>
      )}
      <Rows of={periods.slice(coming.length)} next={next} />
    </>
  );
}

function Rows({ of: periods, next }: Pick<PeriodRowsProps, "of" | "next">) {
  const { t } = useTranslation("periods");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  return (
    <ul className="periods">
      {periods.map((period) => (
        <li key={period.id}>
          <GoLink
            className="periods-one"
            go={{
              to: "/receivables/periods/$entityId/$periodId",
              params: { entityId: period.legalEntityId, periodId: period.id },
            }}
          >
            <strong>{period.name}</strong>
            <span className="periods-quiet periods-grow">
              {t("days", { from: period.startDate, to: period.endDate })}
            </span>
            {period.id === next?.id && <Badge tone="warn">{t("nextToClose")}</Badge>}
            {period.reopenReason && <Badge>{t("wasReopened")}</Badge>}
            {period.closeTime && (
              <span className="periods-quiet">
                {nameOf(period.closedById)} <DateText of={period.closeTime} zone={zone} />
              </span>
            )}
            <StateBadge of={period} />
          </GoLink>
        </li>
      ))}
    </ul>
  );
}
