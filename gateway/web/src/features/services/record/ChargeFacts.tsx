import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { AccountName } from "../../../parts/AccountName";
import { useContract } from "../../../parts/documents";
import { useLegalEntities } from "../../../parts/legalEntities";
import { Facts } from "../../../ui/Facts";
import { GoLink } from "../../../ui/Go";
import { Panel } from "../../../ui/Panel";
import { Person } from "../../../ui/Person";
import { usePeople } from "../../../ui/people";
import { DateText, Money } from "../../../ui/shown";
import { DAY, type ServiceCharge } from "../types";

/** The visit, the amounts and the terms; and who did what when. */
export function ChargeFacts({ of }: { of: ServiceCharge }) {
  const { t } = useTranslation("services");
  const word = useWords();
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const { nameOf: entityOf } = useLegalEntities();
  const contract = useContract(of.contractId);
  const day = (date: string) => date && <DateText of={date} zone={zone} />;
  const done = (name: string, by: string, time: string | undefined) => ({
    name,
    isRare: true,
    value: time && (
      <>
        {nameOf(by)} <DateText of={time} zone={zone} />
      </>
    ),
  });
  const days = of.dueFrom !== DAY && t("one.days", { from: word("ServiceDueFrom", of.dueFrom), count: of.creditDays });
  return (
    <>
      <Panel title={t("facts")}>
        <Facts
          of={[
            { name: t("field.customer"), value: <AccountName id={of.customerId} /> },
            {
              name: t("field.contract"),
              isRare: true,
              value: of.contractId && (
                <GoLink go={{ to: `/contracts/${of.contractId}` }}>
                  {contract ? `${contract.number} ${contract.name}` : "…"}
                </GoLink>
              ),
            },
            {
              name: t("field.order"),
              isRare: true,
              value: of.salesOrderId && <GoLink go={{ to: `/orders/${of.salesOrderId}` }}>{t("one.order")}</GoLink>,
            },
            { name: t("field.visitDate"), value: day(of.visitDate) },
            { name: t("field.visitors"), value: of.visitorIds.map((id) => nameOf(id)).join("、") },
            { name: t("field.signOff"), value: of.signOff },
            { name: t("field.gross"), value: of.gross && <Money of={of.gross} /> },
            { name: t("field.net"), value: of.net && <Money of={of.net} /> },
            { name: t("field.tax"), value: of.tax && <Money of={of.tax} /> },
            { name: t("field.dueFrom"), value: days, isRare: true },
            { name: t("field.dueDate"), value: day(of.dueDate) },
            { name: t("field.entity"), value: entityOf(of.legalEntityId) },
            { name: t("field.owner"), value: <Person name={nameOf(of.ownerId)} /> },
          ]}
        />
      </Panel>
      <Panel title={t("who")}>
        <Facts
          of={[
            { name: t("field.created"), value: of.createTime && <DateText of={of.createTime} zone={zone} /> },
            done(t("field.submitted"), of.submittedBy, of.submitTime),
            done(t("field.approved"), of.approvedBy, of.approveTime),
            done(t("field.askedToCancel"), of.askedBy, isAboutCancelling(of) ? of.askTime : undefined),
            done(t("field.decided"), of.decidedBy, of.decideTime === of.approveTime ? undefined : of.decideTime),
          ]}
        />
      </Panel>
    </>
  );
}

function isAboutCancelling({ state, askTime, submitTime }: ServiceCharge): boolean {
  return askTime !== submitTime && state !== "SERVICE_CHARGE_STATE_SUBMITTED" && state !== "SERVICE_CHARGE_STATE_DRAFT";
}
