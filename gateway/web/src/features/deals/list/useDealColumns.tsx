import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { AccountName } from "../../../parts/AccountName";
import { daysBetween, todayIn } from "../../../parts/days";
import { named } from "../../../parts/said";
import type { Column } from "../../../ui/grid/types";
import { Person } from "../../../ui/Person";
import { usePeople } from "../../../ui/people";
import { Badge, DateText, Money } from "../../../ui/shown";
import { useOptions } from "../../../ui/useOptions";
import { stageOf } from "../stages";
import type { Deal, Process } from "../types";
import { DaysInStage } from "./DaysInStage";

/** The columns of the table of deals. */
export function useDealColumns(process: Process): Column<Deal>[] {
  const { t } = useTranslation("deals");
  const word = useWords();
  const { zone, language, may } = useSession();
  const { nameOf } = usePeople();
  const states = useOptions("OpportunityState");
  return useMemo(() => {
    const today = todayIn(zone);
    const isOpen = ({ state }: Deal): boolean => state === "OPPORTUNITY_STATE_OPEN";
    const mayEdit = (deal: Deal): boolean => may("opportunity.update") && isOpen(deal);
    const stages = process.stages.map((stage) => ({ id: stage.key, name: named(stage, language) }));
    return [
      {
        id: "name",
        name: t("field.name"),
        render: (deal) => deal.name,
        sort: "sort_key",
        width: 240,
        isFixed: true,
        phone: "title",
        edit: { kind: "text", value: ({ name }) => name, patch: (name) => ({ name }), may: mayEdit },
      },
      {
        id: "accountId",
        name: t("field.account"),
        render: (deal) => <AccountName id={deal.accountId} />,
        width: 180,
        phone: "sub",
      },
      {
        id: "stage",
        name: t("field.stage"),
        render: (deal) =>
          isOpen(deal) ? (
            named(stageOf(process, deal.stage), language) || deal.stage
          ) : (
            <Badge {...(deal.state === "OPPORTUNITY_STATE_WON" && { tone: "good" })}>
              {word("OpportunityState", deal.state)}
            </Badge>
          ),
        width: 96,
        phone: "sub",
        exported: stages,
      },
      {
        id: "state",
        name: t("field.state"),
        render: (deal) => word("OpportunityState", deal.state),
        isHidden: true,
        exported: states,
      },
      {
        id: "stageEntryDate",
        name: t("field.days"),
        render: (deal) => (isOpen(deal) ? <DaysInStage deal={deal} process={process} /> : null),
        sort: "stage_entry_date",
        width: 90,
      },
      {
        id: "expectedAmount",
        name: t("field.amount"),
        render: (deal) => {
          const amount = deal.wonAmount ?? deal.expectedAmount;
          return amount ? <Money of={amount} /> : "—";
        },
        sort: "expected_amount",
        width: 140,
        align: "end",
        phone: "end",
        edit: {
          kind: "money",
          value: ({ expectedAmount }) => expectedAmount?.amount ?? "",
          currency: ({ currency }) => currency,
          patch: (amount, deal) => ({ expectedAmount: { currencyCode: deal.currency, amount } }),
          may: mayEdit,
        },
      },
      {
        id: "expectedCloseDate",
        name: t("field.closeDate"),
        render: (deal) => {
          if (!deal.expectedCloseDate) return "—";
          const late = isOpen(deal) && (daysBetween(deal.expectedCloseDate, today) ?? 0) > 0;
          const date = <DateText of={deal.expectedCloseDate} zone={zone} />;
          return late ? <span className="deals-late">{date}</span> : date;
        },
        sort: "expected_close_date",
        width: 112,
        edit: {
          kind: "date",
          value: ({ expectedCloseDate }) => expectedCloseDate,
          patch: (expectedCloseDate) => ({ expectedCloseDate }),
          may: mayEdit,
        },
      },
      { id: "score", name: t("field.score"), render: (deal) => deal.score, sort: "score", width: 64, align: "end" },
      { id: "ownerId", name: t("field.owner"), render: (deal) => <Person name={nameOf(deal.ownerId)} />, width: 112 },
      {
        id: "competitor",
        name: t("field.competitor"),
        render: (deal) => deal.competitor,
        width: 160,
        isHidden: true,
        edit: {
          kind: "text",
          value: ({ competitor }) => competitor,
          patch: (competitor) => ({ competitor }),
          may: mayEdit,
        },
      },
      {
        id: "number",
        name: t("field.number"),
        render: (deal) => deal.number,
        sort: "number",
        width: 120,
        isHidden: true,
      },
      { id: "region", name: t("field.region"), render: (deal) => deal.region, width: 100, isHidden: true },
      {
        id: "productLine",
        name: t("field.productLine"),
        render: (deal) => deal.productLine,
        width: 110,
        isHidden: true,
      },
      {
        id: "openDate",
        name: t("field.openDate"),
        render: (deal) => deal.openDate && <DateText of={deal.openDate} zone={zone} />,
        sort: "open_date",
        width: 120,
        isHidden: true,
      },
      {
        id: "closeDate",
        name: t("win.date"),
        render: (deal) => deal.closeDate && <DateText of={deal.closeDate} zone={zone} />,
        sort: "close_date",
        width: 120,
        isHidden: true,
      },
    ];
  }, [process, t, word, zone, language, may, nameOf, states]);
}
