import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { Badge, type Tone } from "../../ui/shown";
import { todayIn } from "../days";
import { dayText } from "../moments";
import { standing } from "./standing";
import type { Instalment } from "./types";

const TONES: Readonly<Record<string, Tone>> = { overdue: "late", due: "warn", late: "warn", settled: "good" };
const SOON = -7;

/** "逾期 7 天", "3 天后到期": where it stands in time. */
export function StandingBadge({ of }: { of: Instalment }) {
  const { t } = useTranslation("instalment");
  const { zone, language } = useSession();
  const found = standing(of, todayIn(zone));
  if (found.kind === "writtenOff") return <Badge>{t("standing.writtenOff")}</Badge>;
  if (found.kind === "waived") return <Badge>{t("standing.waived")}</Badge>;
  if (found.kind === "cancelled") return <Badge>{t("standing.cancelled")}</Badge>;
  if (found.kind === "expected" || found.kind === "settled") {
    const day = found.day && dayText(found.day, language, { year: "numeric", month: "2-digit", day: "2-digit" });
    const text = day ? t(`standing.${found.kind}`, { day }) : t("standing.waiting");
    return found.kind === "settled" ? <Badge tone="good">{text}</Badge> : <Badge>{text}</Badge>;
  }
  const tone = found.kind === "ahead" && found.days >= SOON ? "info" : TONES[found.kind];
  return <Badge {...(tone && { tone })}>{t(`standing.${found.kind}`, { count: Math.abs(found.days) })}</Badge>;
}
