import { useTranslation } from "react-i18next";
import { isZero } from "../../../api/money";
import { useSession } from "../../../app/session";
import { Amounts } from "../../../parts/instalment/Amounts";
import { amountsText, inOrder } from "../../../parts/instalment/sums";
import { dayOf } from "../../../parts/moments";
import { Failure } from "../../../ui/Failure";
import { type Figure, Figures } from "../../../ui/Figures";
import { DateText } from "../../../ui/shown";
import { useOverview } from "../queries";
import type { PartProps } from "./sections";

/** What it owes, bought, may buy, and how much it says; each leads to its rows. */
export function KeyFigures({ account }: PartProps) {
  const { t } = useTranslation("customers");
  const { may, currency, language, zone } = useSession();
  const { data, error, refetch } = useOverview(account.id);
  if (error) return <Failure of={error} retry={() => void refetch()} isSmall />;
  const to = (path: string, permission: string, filter: string, search = {}): Pick<Figure, "go"> =>
    may(permission) ? { go: { to: path, search: { filter, ...search } } } : {};
  const mine = `account_id = "${account.id}"`;
  const owes = `customer_id = "${account.id}" AND claim_state = CLAIMABLE AND open > 0`;
  const overdue = data?.overdueAmounts.filter((amount) => !isZero(amount)) ?? [];
  const overdueText = amountsText(inOrder(overdue, currency), language);
  const figures: Figure[] = [
    {
      id: "owed",
      name: t("figure.owed"),
      value: data && <Amounts of={data.receivableAmounts} isLate={overdue.length > 0} />,
      note: data && (overdue.length > 0 ? t("figure.overdue", { amount: overdueText }) : t("figure.noOverdue")),
      definition: t("figure.owedIs"),
      ...(overdue.length > 0 && { tone: "late" as const }),
      ...to("/receivables", "plan.read", owes),
    },
    {
      id: "signed",
      name: t("figure.signed"),
      value: data && <Amounts of={data.contractAmounts} />,
      note: data && t("figure.contracts", { count: data.contracts }),
      definition: t("figure.signedIs"),
      ...to("/contracts", "contract.read", mine),
    },
    {
      id: "received",
      name: t("figure.received"),
      value: data && <Amounts of={data.receivedAmounts} />,
      definition: t("figure.receivedIs"),
      ...to("/receipts", "receipt.read", `customer_id = "${account.id}"`),
    },
    {
      id: "open",
      name: t("figure.open"),
      value: data && <Amounts of={data.openAmounts} />,
      note: data && t("figure.deals", { open: data.openOpportunities, won: data.wonOpportunities }),
      definition: t("figure.openIs"),
      ...to("/deals", "opportunity.read", `${mine} AND state = OPEN`, { tab: "table" }),
    },
    {
      id: "score",
      name: t("field.score"),
      value: account.score,
      note: account.rfm && t("figure.orders", { count: account.rfm.orders }),
      definition: t("figure.scoreIs"),
    },
    {
      id: "contact",
      name: t("field.lastContact"),
      value: account.lastContactTime ? (
        <DateText of={dayOf(account.lastContactTime, zone)} zone={zone} />
      ) : (
        t("figure.never")
      ),
      note: data && <Response now={data.responseIntensity} before={data.previousResponseIntensity} />,
      definition: t("figure.responseIs"),
    },
  ];
  return <Figures of={figures} label={t("figure.title")} />;
}

/** How much the customer says, and whether that is more or less than before. */
function Response({ now, before }: { now: number | undefined; before: number | undefined }) {
  const { t } = useTranslation("customers");
  if (now === undefined) return null;
  if (before === undefined) return t("figure.response", { now });
  return t(now < before ? "figure.responseLess" : "figure.responseMore", { now, before });
}
