import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { Badge, DateText, Money } from "../../../ui/shown";
import type { PlanChange } from "../types";

/** What a version of a plan does to each instalment: amount and day before and after. */
export function Changes({ of }: { of: readonly PlanChange[] }) {
  const { t } = useTranslation("contracts");
  const word = useWords();
  const { zone } = useSession();
  return (
    <ul className="plan-changes">
      {of.map(({ instalmentId, name, kind, previousAmount, amount, previousPaymentDate, paymentDate, days }) => (
        <li key={`${instalmentId} ${name}`}>
          <span className="plan-change-name">
            <Badge>{word("ChangeKind", kind)}</Badge> {name}
          </span>
          <span className="plan-change-values">
            {previousAmount && amount && previousAmount.amount !== amount.amount && (
              <>
                <s>
                  <Money of={previousAmount} />
                </s>{" "}
                {t("arrow")}{" "}
              </>
            )}
            {(amount ?? previousAmount) && <Money of={(amount ?? previousAmount) as NonNullable<typeof amount>} />}
          </span>
          <span className="plan-change-values">
            {previousPaymentDate && previousPaymentDate !== paymentDate && (
              <>
                <s>
                  <DateText of={previousPaymentDate} zone={zone} />
                </s>{" "}
                {t("arrow")}{" "}
              </>
            )}
            {paymentDate && <DateText of={paymentDate} zone={zone} />}
            {days !== 0 && (
              <Badge {...(days > 0 && { tone: "warn" })}>
                {days > 0 ? t("milestone.later", { count: days }) : t("milestone.earlier", { count: -days })}
              </Badge>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
