import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { daysBetween, todayIn } from "../../../parts/days";
import { amountsText, inOrder } from "../../../parts/instalment/sums";
import { useUnapplied } from "../queries";

/** What came and pays nothing yet, how much and how long; null while that is on its way. */
export function useFinding(): { finding: string | null | undefined; note: string } {
  const { t } = useTranslation("receipts");
  const { currency, language, zone } = useSession();
  const { data, isError } = useUnapplied();
  if (isError) return { finding: undefined, note: "" };
  if (!data) return { finding: null, note: "" };
  const rows = (isIdentified: boolean) => data.rows.filter(({ identified }) => identified === isIdentified);
  const text = (isIdentified: boolean): string =>
    amountsText(
      inOrder(
        rows(isIdentified).map(({ amount }) => amount),
        currency,
      ),
      language,
    );
  const oldest = data.rows.map(({ oldestDate }) => oldestDate).sort()[0];
  const days = daysBetween(oldest, todayIn(zone)) ?? 0;
  const [known, unknown] = [text(true), text(false)];
  const finding = known
    ? t(unknown ? "finding.both" : "finding.unapplied", { known, unknown })
    : unknown
      ? t("finding.unidentified", { unknown })
      : t("finding.nothing");
  return { finding, note: oldest ? t("finding.oldest", { count: days }) : "" };
}
