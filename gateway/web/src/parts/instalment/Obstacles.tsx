import { useTranslation } from "react-i18next";
import { moneyText } from "../../api/money";
import { useSession } from "../../app/session";
import { useWords } from "../../i18n/words";
import { Reasons } from "../../ui/Reason";
import type { Tone } from "../../ui/shown";
import { dayText } from "../moments";
import { has } from "./standing";
import type { Instalment } from "./types";

interface Obstacle {
  id: string;
  text: string;
  tone?: Tone;
}

/** What holds the money up (卡点), as far as it is known: each in a few words. */
export function Obstacles({ of, most = 2 }: { of: Instalment; most?: number }) {
  return <Reasons of={useObstacles(of)} most={most} />;
}

function useObstacles(of: Instalment): Obstacle[] {
  const { t } = useTranslation("instalment");
  const word = useWords();
  const { language } = useSession();
  if (of.claimState === "CLAIM_STATE_CLOSED") return [];
  const found: Obstacle[] = [];
  if (of.disputed && has(of.disputed)) {
    found.push({
      id: "disputed",
      text: t("obstacle.disputed", { amount: moneyText(of.disputed, language, "short") }),
      tone: "warn",
    });
  }
  if (of.promiseState === "PROMISE_STATE_OPEN" && of.promiseDate) {
    const day = dayText(of.promiseDate, language, { month: "2-digit", day: "2-digit" });
    found.push({ id: "promised", text: t("obstacle.promised", { day }), tone: "info" });
  }
  if (of.promiseState === "PROMISE_STATE_BROKEN")
    found.push({ id: "broken", text: t("obstacle.broken"), tone: "warn" });
  if (of.intent && of.intent !== "INTENT_KIND_UNSPECIFIED" && of.intent !== "INTENT_KIND_WILLING") {
    found.push({ id: "intent", text: t("obstacle.intent", { intent: word("IntentKind", of.intent) }), tone: "warn" });
  }
  if (of.claimState === "CLAIM_STATE_PLANNED") {
    for (const { milestoneKind, fixedDate } of of.trigger?.anchors ?? []) {
      const waited = fixedDate || word("MilestoneKind", milestoneKind);
      found.push({ id: `wait ${waited}`, text: t("obstacle.waits", { for: waited }) });
    }
  }
  if (of.gate && of.gate !== "PAYMENT_GATE_UNSPECIFIED" && has(of.open)) {
    found.push({ id: "gate", text: t("obstacle.gate"), tone: "info" });
  }
  return found;
}
