import { ToggleButton } from "react-aria-components/ToggleButton";
import { useTranslation } from "react-i18next";
import { isZero, moneyText, toMinor } from "../../api/money";
import { useSession } from "../../app/session";
import { useWords } from "../../i18n/words";
import { Money } from "../../ui/shown";
import { isOwed, RARE, type Row, STEPS, type Step } from "./steps";

export interface StepCardsProps {
  rows: readonly Row[];
  currency: string;
  step: Step;
  /** Where most of what is overdue is. */
  worst: Step | undefined;
  by: "amount" | "days";
  onStep: (step: (typeof STEPS)[number]) => void;
}

/** The way of the money from left to right; a step that is pressed shows what stands on it. */
export function StepCards({ rows, currency, step, worst, by, onStep }: StepCardsProps) {
  const { t } = useTranslation("path");
  const measures = new Map(rows.map((row) => [row.step, measureOf(row, by)]));
  const most = [...measures.values()].reduce((largest, each) => (each > largest ? each : largest), 0n);
  return (
    <fieldset className="path-steps" aria-label={t("steps")}>
      {STEPS.filter((each) => !RARE.includes(each) || measures.has(each)).map((each) => {
        const row = rows.find((found) => found.step === each) ?? emptyRow(each, currency);
        const measure = measures.get(each) ?? 0n;
        return (
          <ToggleButton
            key={each}
            className={each === worst ? "path-step worst" : "path-step"}
            isSelected={each === step}
            onChange={() => onStep(each)}
          >
            <Card of={row} width={most > 0n ? Number((measure * 100n) / most) : 0} />
          </ToggleButton>
        );
      })}
    </fieldset>
  );
}

function Card({ of, width }: { of: Row; width: number }) {
  const { t } = useTranslation("path");
  const word = useWords();
  const { language } = useSession();
  const isLate = of.late !== undefined && !isZero(of.late);
  const isOverdue = isLate && isOwed(of.step);
  const kind = isOwed(of.step) ? "overdue" : of.step === "COLLECTION_STEP_SETTLED" ? "settled" : "late";
  return (
    <>
      <span className="path-step-top">
        <span>{t(`side.${of.step}`)}</span>
        <span>{t("count", { count: of.instalments })}</span>
      </span>
      <span className="path-step-name">{word("CollectionStep", of.step)}</span>
      <span className="path-step-amount">{of.amount && <Money of={of.amount} precision="short" />}</span>
      <span className={isOverdue ? "path-step-track overdue" : "path-step-track"}>
        <span style={{ width: `${width}%` }} />
      </span>
      <span className={isOverdue ? "path-step-late overdue" : "path-step-late"}>
        {isLate && of.late ? (
          <>
            <span>{t(`late.${kind}`, { amount: moneyText(of.late, language, "short") })}</span>
            <span>{t("late.days", { days: of.lateDays })}</span>
          </>
        ) : (
          t("late.none")
        )}
      </span>
    </>
  );
}

function measureOf(row: Row, by: "amount" | "days"): bigint {
  if (by === "days") return BigInt(row.lateDays);
  return row.amount ? toMinor(row.amount) : 0n;
}

function emptyRow(step: Step, currencyCode: string): Row {
  const nothing = { currencyCode, amount: "0" };
  return { group: "", step, amount: nothing, instalments: 0, late: nothing, lateInstalments: 0, lateDays: 0 };
}
