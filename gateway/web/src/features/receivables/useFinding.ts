import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { amountsText, inOrder, shareOf } from "../../parts/instalment/sums";
import { useAgeing } from "./queries";

/** What the page comes to, in a sentence; null while that is on its way, undefined for who may not know. */
export function useFinding(): string | null | undefined {
  const { t } = useTranslation("receivables");
  const { currency, language, may } = useSession();
  const { data, isError } = useAgeing();
  if (isError || !may("ageing.read")) return undefined;
  if (!data) return null;
  const open = inOrder(
    data.totals.map(({ total }) => total),
    currency,
  );
  if (open.length === 0) return t("finding.nothing");
  const overdue = inOrder(
    data.totals.map((row) => row.overdue),
    currency,
  );
  if (overdue.length === 0) return t("finding.fine", { open: amountsText(open, language) });
  const own = data.totals.find(({ total }) => total?.currencyCode === currency);
  const share = data.totals.length === 1 ? shareOf(own?.overdue, own?.total) : undefined;
  const amount = amountsText(overdue, language);
  return share === undefined ? t("finding.late", { amount }) : t("finding.lateShare", { amount, share });
}
