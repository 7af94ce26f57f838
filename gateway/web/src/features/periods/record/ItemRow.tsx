import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { Icon } from "../../../ui/Icon";
import { usePeople } from "../../../ui/people";
import { Badge, DateText, Money, type Tone } from "../../../ui/shown";
import type { PeriodItem, Which } from "../queries";
import { Findings } from "./Findings";
import { SignOff } from "./SignOff";

/** One item: how much it found, and beneath it the records, the oldest first. */
export function ItemRow({ of: item, which }: { of: PeriodItem; which: Which }) {
  const { t } = useTranslation("periods");
  const word = useWords();
  const { zone, may } = useSession();
  const { nameOf } = usePeople();
  const stops = item.stops && item.count > 0;
  const tone: Tone | undefined =
    item.state === "PERIOD_ITEM_STATE_CLEAR"
      ? "good"
      : stops
        ? "warn"
        : item.state === "PERIOD_ITEM_STATE_SIGNED"
          ? "info"
          : undefined;
  return (
    <details className="period-item">
      <summary>
        <span className="periods-grow">
          {word("PeriodItemKind", item.kind)} <Icon name="down" size={14} />
        </span>
        {item.amounts.map((amount) => (
          <Money key={amount.currencyCode} of={amount} />
        ))}
        {item.count > 0 && <span className="periods-quiet">{t("count", { count: item.count })}</span>}
        <Badge {...(tone && { tone })}>{stops ? t("stops") : word("PeriodItemState", item.state)}</Badge>
      </summary>
      <div className="period-body">
        <p className="period-text">{t(`about.${item.kind}`)}</p>
        {item.signOff && (
          <p className="period-text">
            {t("signed", { name: nameOf(item.signOff.signedBy), note: item.signOff.note })}{" "}
            {item.signOff.signTime && <DateText of={item.signOff.signTime} zone={zone} />}
          </p>
        )}
        <Findings of={item} />
        {!item.stops && item.count > 0 && may("month_end.sign_off") && <SignOff of={item} which={which} />}
      </div>
    </details>
  );
}
