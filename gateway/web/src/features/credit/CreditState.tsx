import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { useWords } from "../../i18n/words";
import type { CreditLimit } from "../../parts/credit/types";
import { todayIn } from "../../parts/days";
import { Badge, type Tone } from "../../ui/shown";

const TONES: Readonly<Partial<Record<CreditLimit["state"], Tone>>> = {
  CREDIT_STATE_REQUESTED: "warn",
  CREDIT_STATE_APPROVED: "good",
};

/** How far it is; what holds no more because its last day is past says so. */
export function CreditState({ of }: { of: CreditLimit }) {
  const { t } = useTranslation("credit");
  const word = useWords();
  const { zone } = useSession();
  const isPast = of.state === "CREDIT_STATE_APPROVED" && of.validUntilDate !== "" && of.validUntilDate < todayIn(zone);
  if (isPast) return <Badge tone="warn">{t("past")}</Badge>;
  const tone = TONES[of.state];
  const isConfirmed = of.state === "CREDIT_STATE_REQUESTED" && of.approvedBy !== "";
  return <Badge {...(tone && { tone })}>{isConfirmed ? t("toConfirm") : word("CreditState", of.state)}</Badge>;
}
