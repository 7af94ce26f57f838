import { useTranslation } from "react-i18next";
import { type Money as Amount, fromMinor, moneyText, toMinor } from "../../../api/money";
import { useSession } from "../../../app/session";
import { todayIn } from "../../../parts/days";
import { StandingBadge } from "../../../parts/instalment/Standing";
import { has, isOverdue } from "../../../parts/instalment/standing";
import { Button } from "../../../ui/Button";
import { GoLink } from "../../../ui/Go";
import { MoneyField } from "../../../ui/MoneyField";
import { Badge, Money } from "../../../ui/shown";
import type { Instalment } from "../types";

export interface OwedLineProps {
  of: Instalment;
  /** What is to be paid of it: an amount as text, or nothing. */
  value: string;
  /** What is left of the receipt besides all lines. */
  left: Amount;
  isFirst: boolean;
  inAdvance: boolean;
  onChange: (amount: string) => void;
}

/** One instalment that could be paid, and how much of it is. */
export function OwedLine({ of, value, left, isFirst, inAdvance, onChange }: OwedLineProps) {
  const { t } = useTranslation("receipts");
  const { zone, language } = useSession();
  const name = `${of.contractNumber} ${of.name}`;
  const most = limitOf(of, inAdvance);
  const currencyCode = of.amount?.currencyCode ?? "";
  const mine = value ? toMinor({ currencyCode, amount: value }) : 0n;
  const isTooMuch = mine > most;
  // As much as both sides allow.
  const fill = (): void => {
    const free = toMinor(left) + mine;
    onChange(fromMinor(free < 0n ? 0n : free < most ? free : most, currencyCode).amount);
  };
  return (
    <li className="allocate-line">
      <div className="allocate-words">
        <GoLink go={{ to: "/receivables", search: { instalment: of.id } }}>{name}</GoLink>
        <span className="allocate-marks">
          <StandingBadge of={of} />
          {of.layer !== "PAYMENT_LAYER_NORMAL" && <Badge>{t(`layer.${of.layer}`)}</Badge>}
          {of.disputed && has(of.disputed) && (
            <Badge tone="warn">{t("allocate.disputed", { amount: moneyText(of.disputed, language) })}</Badge>
          )}
        </span>
      </div>
      <div className="allocate-open">
        <span>{t(inAdvance ? "advance.planned" : "allocate.open")}</span>
        <Money of={fromMinor(most, currencyCode)} isLate={isOverdue(of, todayIn(zone))} />
      </div>
      <div className="allocate-field">
        <MoneyField
          label={t("allocate.amount", { name })}
          currencyCode={currencyCode}
          value={value}
          onChange={(money) => onChange(money?.amount ?? "")}
          autoFocus={isFirst}
          error={
            isTooMuch ? t("allocate.most", { amount: moneyText(fromMinor(most, currencyCode), language) }) : undefined
          }
        />
        <Button kind="plain" onPress={fill} aria-label={t("allocate.fillOf", { name })}>
          {t("allocate.fill")}
        </Button>
      </div>
    </li>
  );
}

/** What is open of it; in advance, what nothing is held for yet. */
function limitOf({ open, advance }: Instalment, inAdvance: boolean): bigint {
  return (open ? toMinor(open) : 0n) - (inAdvance && advance ? toMinor(advance) : 0n);
}
