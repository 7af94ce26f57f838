import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { contentOf } from "../../../parts/attaching";
import { daysBetween, todayIn } from "../../../parts/days";
import { ShipmentNote } from "../../../parts/ShipmentNote";
import { holding, type ShipmentGate, useContractShipment } from "../../../parts/shipment";
import { Button } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { Panel } from "../../../ui/Panel";
import { usePeople } from "../../../ui/people";
import { Badge, DateText } from "../../../ui/shown";
import type { Doing } from "../acts/ContractDialogs";
import { NewMilestoneDialog } from "../acts/NewMilestoneDialog";
import { isRunning } from "../life";
import type { Contract, Milestone } from "../types";
import { useMilestoneName } from "../useMilestoneName";

interface MilestonesPanelProps {
  contract: Contract;
  onDo: (doing: Doing) => void;
}

/** The steps of fulfilment that money hangs on: reached with evidence, or expected, and late where that has passed. */
export function MilestonesPanel({ contract, onDo }: MilestonesPanelProps) {
  const { t } = useTranslation("contracts");
  const { may } = useSession();
  const reached = contract.milestones.filter(({ actualDate }) => actualDate).length;
  const shipment = useContractShipment(contract.id, isRunning(contract) && contract.milestones.some(isToShip));
  return (
    <Panel
      title={t("milestone.title")}
      note={t("milestone.count", { reached, of: contract.milestones.length })}
      actions={
        may("contract.update") &&
        isRunning(contract) && (
          <NewMilestoneDialog
            contract={contract}
            trigger={
              <Button kind="plain">
                <Icon name="plus" />
                {t("milestone.add")}
              </Button>
            }
          />
        )
      }
    >
      <ul className="milestones">
        {contract.milestones.map((milestone) => (
          <Line
            key={milestone.id}
            contract={contract}
            of={milestone}
            held={isToShip(milestone) ? holding(shipment, milestone.code) : []}
            onDo={onDo}
          />
        ))}
      </ul>
    </Panel>
  );
}

/** Goods that are still here. */
function isToShip({ kind, actualDate }: Milestone): boolean {
  return kind === "MILESTONE_KIND_SHIPPED" && !actualDate;
}

interface LineProps extends MilestonesPanelProps {
  of: Milestone;
  /** What must be paid before these goods go. */
  held: readonly ShipmentGate[];
}

function Line({ contract, of, held, onDo }: LineProps) {
  const { t } = useTranslation("contracts");
  const { may, zone } = useSession();
  const name = useMilestoneName()(of);
  const late = of.actualDate ? 0 : (daysBetween(of.expectedDate, todayIn(zone)) ?? 0);
  // The contract takes effect by its own step, never here.
  const mayAct = !of.actualDate && isRunning(contract) && of.kind !== "MILESTONE_KIND_EFFECTIVE";
  return (
    <li className={of.actualDate ? "milestone reached" : "milestone"}>
      <span className="milestone-sign">{of.actualDate && <Icon name="check" size={14} />}</span>
      <div className="milestone-words">
        <b>{name}</b>
        {of.actualDate ? <Reached of={of} /> : <Expected of={of} late={late} />}
        {held.length > 0 && (
          <span className="milestone-note">
            <ShipmentNote gates={held} path={`/contracts/${contract.id}`} />
          </span>
        )}
      </div>
      {mayAct && (
        <div className="milestone-acts">
          {may("milestone.reschedule") && (
            <Button kind="plain" onPress={() => onDo({ act: "reschedule", milestone: of })}>
              {t(of.expectedDate ? "milestone.move" : "milestone.plan")}
            </Button>
          )}
          {may("milestone.reach") && (
            <Button onPress={() => onDo({ act: "reach", milestone: of })}>{t("milestone.reach")}</Button>
          )}
        </div>
      )}
    </li>
  );
}

function Reached({ of }: { of: Milestone }) {
  const { t } = useTranslation("contracts");
  const word = useWords();
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const late = daysBetween(of.plannedDate, of.actualDate) ?? 0;
  return (
    <span className="milestone-note">
      <DateText of={of.actualDate} zone={zone} /> {nameOf(of.reachedBy) ?? word("MilestoneSource", of.source)}
      {late > 0 && ` · ${t("milestone.reachedLate", { count: late })}`}
      {of.evidenceAttachmentId && (
        <>
          {" · "}
          <a href={contentOf({ id: of.evidenceAttachmentId })}>{t("milestone.evidence")}</a>
        </>
      )}
      {of.note && ` · ${of.note}`}
    </span>
  );
}

function Expected({ of, late }: { of: Milestone; late: number }) {
  const { t } = useTranslation("contracts");
  const { zone } = useSession();
  if (!of.expectedDate) return <span className="milestone-note">{t("milestone.noDay")}</span>;
  return (
    <span className="milestone-note">
      {t("milestone.expected")} <DateText of={of.expectedDate} zone={zone} />
      {of.plannedDate && of.plannedDate !== of.expectedDate && (
        <>
          {" "}
          ({t("milestone.first")} <DateText of={of.plannedDate} zone={zone} />)
        </>
      )}{" "}
      {late > 0 && <Badge tone="late">{t("milestone.late", { count: late })}</Badge>}
    </span>
  );
}
