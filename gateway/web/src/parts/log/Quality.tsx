import { useTranslation } from "react-i18next";
import type { InteractionInput } from "../../app/outbox";
import { Badge } from "../../ui/shown";
import { useQuality } from "./useQuality";

const HINTS = 3;

/** How well the record can be understood later, and what would help. Its place is kept, so that nothing moves. */
export function Quality({ of }: { of: InteractionInput }) {
  const { t } = useTranslation("log");
  const assessed = useQuality(of);
  const missing = assessed?.qualityReasons.filter(({ points }) => points === 0).slice(0, HINTS) ?? [];
  return (
    <div className="log-quality" aria-live="polite">
      <meter className="log-meter" min={0} max={100} value={assessed?.quality ?? 0} aria-label={t("quality.title")} />
      <span className="log-score">
        {assessed ? t("quality.score", { score: assessed.quality }) : t("quality.none")}
      </span>
      {missing.map(({ code, parameters, text }) => (
        <Badge key={code}>{t(`quality.${code}`, { ...parameters, defaultValue: text })}</Badge>
      ))}
      {assessed && missing.length === 0 && <Badge tone="good">{t("quality.whole")}</Badge>}
    </div>
  );
}
