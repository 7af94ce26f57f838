import { useTranslation } from "react-i18next";
import { useSession } from "../app/session";
import { useWords } from "../i18n/words";
import { Failure } from "../ui/Failure";
import { Badge, DateText, Money, Skeleton } from "../ui/shown";
import { todayIn } from "./days";
import { usePlanOf } from "./instalment/queries";
import { type Station, stationsOf } from "./instalment/stations";
import type { Instalment } from "./instalment/types";
import "./contract-path.css";

export interface ContractPathProps {
  contractId: string;
  /** The instalment that is looked at. */
  current?: string | undefined;
  /** Shows one instalment; without it they are only named. */
  onOpen?: ((instalment: Instalment) => void) | undefined;
}

/** The way of one contract's money: milestones and payments in the order of their days, where it stands, and what delayed it. */
export function ContractPath({ contractId, current, onOpen }: ContractPathProps) {
  const { t } = useTranslation("instalment");
  const { zone } = useSession();
  const { plan, isRead, error, refetch } = usePlanOf(contractId);
  if (error) return <Failure of={error} retry={() => void refetch()} isSmall />;
  if (!isRead) return <Skeleton lines={4} />;
  if (!plan) return <p className="contract-path-none">{t("path.none")}</p>;
  return (
    <ol className="contract-path">
      {stationsOf(plan, todayIn(zone)).map((station) => (
        <li
          key={station.id}
          className={`station ${station.state}`}
          aria-current={station.id === current ? "step" : undefined}
        >
          <span className="station-day">
            {station.day ? <DateText of={station.day} zone={zone} /> : t("path.someDay")}
          </span>
          <span className="station-dot" />
          <span className="station-words">
            <Words of={station} onOpen={onOpen} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function Words({
  of: { milestone, instalment, state, delay },
  onOpen,
}: {
  of: Station;
  onOpen: ContractPathProps["onOpen"];
}) {
  const { t } = useTranslation("instalment");
  const word = useWords();
  if (milestone) {
    return (
      <>
        <span>{milestone.name || word("MilestoneKind", milestone.kind)}</span>
        {delay > 0 && (
          <Badge tone="warn">{t(milestone.actualDate ? "path.later" : "path.slow", { count: delay })}</Badge>
        )}
      </>
    );
  }
  if (!instalment) return null;
  const amount = state === "done" ? instalment.amount : instalment.open;
  return (
    <>
      {onOpen ? (
        <button type="button" className="station-open" onClick={() => onOpen(instalment)}>
          {instalment.name}
        </button>
      ) : (
        <span>{instalment.name}</span>
      )}
      {amount && <Money of={amount} isLate={state === "late"} />}
      {state === "late" && <Badge tone="late">{t("standing.overdue", { count: delay })}</Badge>}
      {state === "done" && (
        <Badge tone="good">{delay > 0 ? t("path.paidLater", { count: delay }) : t("path.paid")}</Badge>
      )}
    </>
  );
}
