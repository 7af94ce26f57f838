import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { AccountName } from "../../../parts/AccountName";
import { AccountPicker } from "../../../parts/AccountPicker";
import { daysBetween, todayIn } from "../../../parts/days";
import { InPlace } from "../../../parts/InPlace";
import { named } from "../../../parts/said";
import { DatePicker } from "../../../ui/dates";
import { Facts } from "../../../ui/Facts";
import { TextField } from "../../../ui/fields";
import { MoneyField } from "../../../ui/MoneyField";
import { Panel } from "../../../ui/Panel";
import { Person } from "../../../ui/Person";
import { usePeople } from "../../../ui/people";
import { Badge, DateText, Money } from "../../../ui/shown";
import { useLossReasons, useProcess, useWarnings } from "../queries";
import type { Deal } from "../types";
import { useDealActs } from "../useDealActs";

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
  const edit = { isPending, problem, isReadOnly: !isOpen || !may("opportunity.update") };
  const late = isOpen && (daysBetween(deal.expectedCloseDate, todayIn(zone)) ?? 0) > 0;

  const open = [
    {
      name: t("field.amount"),
      value: (
        <InPlace
          {...edit}
          label={t("field.amount")}
          onSave={(values) => {
            const amount = values["expectedAmount.amount"] ?? "";
            return change({ expectedAmount: { currencyCode: deal.currency, amount } });
          }}
          field={
            <MoneyField
              name="expectedAmount.amount"
              label={t("field.amount")}
              currencyCode={deal.currency}
              defaultValue={deal.expectedAmount?.amount ?? ""}
              isRequired
              autoFocus
            />
          }
        >
          {deal.expectedAmount && <Money of={deal.expectedAmount} />}
        </InPlace>
      ),
    },
    {
      name: t("field.closeDate"),
      value: (
        <InPlace
          {...edit}
          label={t("field.closeDate")}
          onSave={({ expectedCloseDate = "" }) => change({ expectedCloseDate })}
          field={
            <DatePicker
              name="expectedCloseDate"
              label={t("field.closeDate")}
              defaultValue={deal.expectedCloseDate || undefined}
              autoFocus
            />
          }
        >
          {deal.expectedCloseDate && (
            <>
              <DateText of={deal.expectedCloseDate} zone={zone} />{" "}
              {late && <Badge tone="late">{t("field.passed")}</Badge>}
            </>
          )}
        </InPlace>
      ),
    },
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
              <InPlace
                {...edit}
                label={t("field.name")}
                onSave={({ name = "" }) => change({ name: name.trim() })}
                field={
                  <TextField
                    name="name"
                    label={t("field.name")}
                    defaultValue={deal.name}
                    maxLength={200}
                    isRequired
                    autoFocus
                  />
                }
              >
                {deal.name}
              </InPlace>
            ),
          },
          {
            name: t("field.account"),
            value:
              deal.accountId || edit.isReadOnly ? (
                <AccountName id={deal.accountId} />
              ) : (
                <InPlace
                  {...edit}
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
              <InPlace
                {...edit}
                label={t("field.description")}
                onSave={({ description = "" }) => change({ description })}
                field={
                  <TextField
                    name="description"
                    label={t("field.description")}
                    defaultValue={deal.description}
                    lines={4}
                    maxLength={5000}
                    autoFocus
                  />
                }
              >
                {deal.description}
              </InPlace>
            ),
          },
        ]}
      />
    </Panel>
  );
}
