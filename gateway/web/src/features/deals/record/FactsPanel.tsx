import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { AccountName } from "../../../parts/AccountName";
import { AccountPicker } from "../../../parts/AccountPicker";
import { InPlace } from "../../../parts/InPlace";
import { InPlaceText } from "../../../parts/InPlaceText";
import { named } from "../../../parts/said";
import { Facts } from "../../../ui/Facts";
import { Panel } from "../../../ui/Panel";
import { Person } from "../../../ui/Person";
import { usePeople } from "../../../ui/people";
import { DateText, Money } from "../../../ui/shown";
import { useLossReasons, useProcess, useWarnings } from "../queries";
import type { Deal } from "../types";
import { useDealActs } from "../useDealActs";
import { AmountFact, CloseDateFact, type Edit } from "./openFacts";

/** What is known about the deal, changed where it stands. */
export function FactsPanel({ deal }: { deal: Deal }) {
  const { t } = useTranslation("deals");
  const { may, zone, language } = useSession();
  const { nameOf } = usePeople();
  const { nameOf: reasonOf } = useLossReasons();
  const { change, isPending, problem } = useDealActs(deal, { quiet: true });
  const process = useProcess(deal.salesProcessId);
  const watch = useWarnings(deal.id).data?.watch;
  const isOpen = deal.state === "OPPORTUNITY_STATE_OPEN" && !deal.archiveTime;
  const shown = { isPending, problem, isReadOnly: !isOpen || !may("opportunity.update") };
  const edit: Edit = { ...shown, change };

  const open = [
    { name: t("field.amount"), value: <AmountFact deal={deal} edit={edit} /> },
    { name: t("field.closeDate"), value: <CloseDateFact deal={deal} edit={edit} /> },
    { name: t("field.probability"), value: deal.stageProbability && `${deal.stageProbability}%` },
    {
      name: t("field.lastTalk"),
      value: watch?.lastFollowUpTime ? <DateText of={watch.lastFollowUpTime} zone={zone} /> : t("field.neverTalked"),
    },
    {
      name: t("field.agreed"),
      value: watch?.nextStep && (
        <>
          {watch.nextStep} {watch.nextStepDate && <DateText of={watch.nextStepDate} zone={zone} />}
        </>
      ),
    },
  ];
  const closed = [
    { name: t("field.wonAmount"), value: deal.wonAmount && <Money of={deal.wonAmount} /> },
    { name: t("field.amount"), value: deal.expectedAmount && <Money of={deal.expectedAmount} /> },
    { name: t("win.date"), value: deal.closeDate && <DateText of={deal.closeDate} zone={zone} /> },
    ...(deal.state === "OPPORTUNITY_STATE_LOST"
      ? [
          { name: t("lose.reason"), value: reasonOf(deal.lossReasonId) },
          { name: t("lose.detail"), value: deal.lossDetail },
        ]
      : []),
  ];
  return (
    <Panel title={t("facts.title")}>
      <Facts
        of={[
          {
            name: t("field.name"),
            value: (
              <InPlaceText
                {...shown}
                name="name"
                label={t("field.name")}
                text={deal.name}
                onSave={(name) => change({ name })}
                isRequired
              />
            ),
          },
          {
            name: t("field.account"),
            value:
              deal.accountId || shown.isReadOnly ? (
                <AccountName id={deal.accountId} />
              ) : (
                <InPlace
                  {...shown}
                  label={t("field.account")}
                  onSave={({ accountId = "" }) => change({ accountId })}
                  field={<AccountPicker name="accountId" label={t("field.account")} isRequired autoFocus />}
                >
                  {null}
                </InPlace>
              ),
          },
          ...(isOpen ? open : closed),
          { name: t("field.owner"), value: <Person name={nameOf(deal.ownerId)} /> },
          { name: t("field.number"), value: deal.number },
          { name: t("field.process"), value: named(process, language) },
          { name: t("field.openDate"), value: deal.openDate && <DateText of={deal.openDate} zone={zone} /> },
          { name: t("field.region"), value: deal.region },
          { name: t("field.productLine"), value: deal.productLine },
          {
            name: t("field.description"),
            value: (
              <InPlaceText
                {...shown}
                name="description"
                label={t("field.description")}
                text={deal.description}
                onSave={(description) => change({ description })}
                lines={4}
                maxLength={5000}
              />
            ),
          },
        ]}
      />
    </Panel>
  );
}
