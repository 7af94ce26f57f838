import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Money } from "../../api/money";
import { moneyText } from "../../api/money";
import { useSession } from "../../app/session";
import type { Tone } from "../../ui/shown";
import { dayText, useNow } from "../moments";
import { said } from "../said";
import { clockOf } from "./clock";
import { shortOf, verbOf } from "./kinds";
import { momentOf, type Todo, type TodoReason } from "./todo";

export interface Chip {
  id: string;
  text: string;
  tone?: Tone | undefined;
  why?: string;
}

/** What is said of a to-do besides its own words. */
export function useTodoWords() {
  const { t } = useTranslation("todos");
  const { zone, language } = useSession();
  const now = useNow();
  return useMemo(() => {
    const clock = (todo: Todo): Chip => {
      const { key, values, isLate, isNear } = clockOf(momentOf(todo), now, zone);
      const day = typeof values.day === "string" ? values.day : "";
      const shown = day ? { ...values, day: dayText(day, language, { month: "numeric", day: "numeric" }) } : values;
      const weekday = day && dayText(day, language, { weekday: "short" });
      const tone = isLate ? "late" : isNear ? "warn" : undefined;
      return { id: "clock", text: t(`clock.${key}`, { ...shown, weekday }), tone };
    };
    const reason = (of: TodoReason): Chip => {
      const short = shortOf(of);
      const whole = said(of, language);
      if (!short) return { id: of.code, text: whole };
      const text = t(`reason.${of.code}`, { ...of.parameters });
      return { id: of.code, text, tone: short.tone, ...(whole && whole !== text && { why: whole }) };
    };
    /** What the button says that begins with it. */
    const verb = (todo: Todo): string => t(`verb.${verbOf(todo) ?? "other"}`);
    const gain = ({ cashGain, pipelineGain }: Todo): string => {
      const amount = (money: Money) => moneyText(money, language, "short");
      if (cashGain) return t("gain.cash", { amount: amount(cashGain) });
      return pipelineGain ? t("gain.pipeline", { amount: amount(pipelineGain) }) : "";
    };
    return { clock, reason, verb, gain };
  }, [t, now, zone, language]);
}
