import { useTranslation } from "react-i18next";
import { isZero } from "../../api/money";
import { useSession } from "../../app/session";
import { Button } from "../../ui/Button";
import { Facts } from "../../ui/Facts";
import { DateText, Money } from "../../ui/shown";
import { useClauseText } from "../interest/clause";
import { useLateInterest } from "../interest/queries";
import type { Act, Instalment } from "./types";

/** What late interest it bore: how it is reckoned, and what became of it. Nothing where it bore none. */
export function LateInterest({ of, onAct }: { of: Instalment; onAct: (act: Act) => void }) {
  const { t } = useTranslation("interest");
  const { may, me, zone } = useSession();
  const clauseText = useClauseText();
  const { data } = useLateInterest(of.paymentPlanId, of.id);
  const row = data?.rows[0];
  if (!data || !row) return null;
  const left = row.claimable;
  const isMine = of.ownerId === me.id;
  const amount = (value: typeof left) => value && <Money of={value} />;
  return (
    <section>
      <h3>{t("title")}</h3>
      <p className="interest-clause">
        {clauseText(data.clause)}
        {data.byDefault && t("byDefault")}
      </p>
      <Facts
        columns={2}
        of={[
          { name: t("figure.accrued"), value: amount(row.accrued) },
          { name: t("figure.claimed"), value: amount(row.claimed) },
          { name: t("figure.waived"), value: amount(row.waived) },
          { name: t("figure.claimable"), value: amount(left) },
        ]}
      />
      {row.capped && <p className="interest-clause">{t("capped")}</p>}
      <table className="entries">
        <thead>
          <tr>
            <th>{t("stretch.days")}</th>
            <th className="end">{t("stretch.count")}</th>
            <th className="end">{t("stretch.base")}</th>
          </tr>
        </thead>
        <tbody>
          {row.stretches.map(({ firstDate, lastDate, days, base }) => (
            <tr key={firstDate}>
              <td>
                <DateText of={firstDate} zone={zone} /> – <DateText of={lastDate} zone={zone} />
              </td>
              <td className="end">{days}</td>
              <td className="end">{base && <Money of={base} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {left && !isZero(left) && !isMine && (
        <div className="instalment-acts">
          {may("late_interest.claim") && (
            <Button onPress={() => onAct({ kind: "claimInterest", of, accrued: left })}>{t("act.claim")}</Button>
          )}
          {may("adjustment.request") && (
            <Button onPress={() => onAct({ kind: "waiveAccrued", of, accrued: left })}>{t("act.waive")}</Button>
          )}
        </div>
      )}
    </section>
  );
}
