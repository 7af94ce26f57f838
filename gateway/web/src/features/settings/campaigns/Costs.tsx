import { useTranslation } from "react-i18next";
import { moneyText } from "../../../api/money";
import { useSession } from "../../../app/session";
import { Failure } from "../../../ui/Failure";
import { Series } from "../../../ui/Series";
import { EmptyState, Skeleton } from "../../../ui/shown";
import { RecordCost } from "./CostForm";
import { CostRows } from "./CostRows";
import { byDay } from "./days";
import { type Campaign, useCosts } from "./queries";

const SHOWN = 14;
// Of a day, in pixels: two days are no wall.
const WIDEST = 88;

/** What it cost, day by day. */
export function Costs({ of: campaign, mayRecord }: { of: Campaign; mayRecord: boolean }) {
  const { t, i18n } = useTranslation("settings");
  const { currency } = useSession();
  const { costs, error, refetch } = useCosts(campaign.id);
  const currencyCode = campaign.spent?.currencyCode ?? campaign.budget?.currencyCode ?? currency;
  const points = byDay(costs ?? [], SHOWN).map(({ day, amount }) => ({
    id: day,
    name: day.slice(5).replace("-", "/"),
    // Only its proportion is drawn.
    value: Number(amount.amount),
    text: moneyText(amount, i18n.language, "short"),
  }));
  const record = mayRecord && <RecordCost of={campaign} currencyCode={currencyCode} />;
  return (
    <section className="campaign-costs">
      <header>
        <h3>{t("campaigns.costs")}</h3>
        {record}
      </header>
      {error && <Failure of={error} retry={() => void refetch()} />}
      {!costs && !error && <Skeleton lines={5} />}
      {costs?.length === 0 && (
        <EmptyState title={t("campaigns.noCosts")} action={record}>
          {t("campaigns.noCostsText")}
        </EmptyState>
      )}
      {points.length > 1 && (
        <div className="campaign-days" style={{ maxWidth: points.length * WIDEST }}>
          <Series of={points} label={t("campaigns.lastDays", { count: points.length })} />
        </div>
      )}
      {costs && costs.length > 0 && <CostRows of={campaign} costs={costs} mayRecord={mayRecord} />}
    </section>
  );
}
