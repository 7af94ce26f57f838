import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { moneyText } from "../../../api/money";
import { useSession } from "../../../app/session";
import type { Language } from "../../../i18n";
import type { Anchor, Instalment, PaymentTerm } from "../types";
import { useMilestoneName } from "../useMilestoneName";

type Condition = Pick<PaymentTerm, "trigger" | "credit" | "gate">;

/** When an instalment is owed and due, in words: "12 months after final acceptance, within 30 days". */
export function useConditionText(): (term: Condition) => string {
  const { t } = useTranslation("contracts");
  const milestoneName = useMilestoneName();
  return (term) =>
    conditionText(term, t, (anchor) =>
      milestoneName({ kind: anchor.milestoneKind, code: anchor.milestoneCode, name: "" }),
    );
}

export function conditionText(
  { trigger, credit }: Condition,
  t: TFunction<"contracts">,
  nameOf: (anchor: Anchor) => string,
): string {
  const anchors = trigger?.anchors.map((anchor) => anchorText(anchor, t, nameOf)) ?? [];
  const combined =
    anchors.length > 1
      ? t(`term.${trigger?.combine ?? "COMBINE_EARLIEST_OF"}`, { anchors: anchors.join(t("term.or")) })
      : anchors[0];
  const parts = [
    combined,
    credit?.endOfMonth && t("term.endOfMonth"),
    credit?.offset && t(`term.within.${credit.offset.unit}`, { count: credit.offset.amount }),
    credit?.dayOfMonth && t("term.dayOfMonth", { day: credit.dayOfMonth }),
  ];
  return parts.filter(Boolean).join(t("term.then"));
}

function anchorText(anchor: Anchor, t: TFunction<"contracts">, nameOf: (anchor: Anchor) => string): string {
  if (anchor.fixedDate) return t("term.on", { date: anchor.fixedDate });
  const milestone = nameOf(anchor);
  if (!anchor.offset) return milestone;
  return t(`term.after.${anchor.offset.unit}`, { milestone, count: anchor.offset.amount });
}

/** "30%", or the amount that was typed. */
export function valueText(
  { share, amount }: Pick<PaymentTerm | Instalment, "share" | "amount">,
  language: Language,
): string {
  if (share) return `${Number(share)}%`;
  return amount ? moneyText(amount, language) : "—";
}

export function useValueText(): (of: Pick<PaymentTerm, "share" | "amount">) => string {
  const { language } = useSession();
  return (of) => valueText(of, language);
}
