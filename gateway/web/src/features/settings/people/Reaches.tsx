import { useTranslation } from "react-i18next";
import { useWords } from "../../../i18n/words";
import type { Role } from "../../../parts/roles";
import { Badge } from "../../../ui/shown";
import { useLimitsText } from "../roles/useLimitsText";
import { limitedReading, readable } from "./reaches";

/** Whose records somebody may look at, kind by kind: the widest that any of the roles gives. */
export function Reaches({ of: roles }: { of: readonly Role[] }) {
  const { t } = useTranslation("settings");
  const word = useWords();
  const rows = readable(roles.flatMap(({ grants }) => grants));
  const limitsText = useLimitsText();
  const limits = limitedReading(roles.flatMap(({ grants }) => grants));
  if (rows.length === 0) return null;
  return (
    <section className="people-reaches">
      <h3>{t("people.sees")}</h3>
      <ul>
        {rows.map(({ reach, types }) => (
          <li key={reach}>
            <Badge tone="info">{word("Reach", reach)}</Badge>
            <span>{types.map((type) => word("type", type)).join(t("people.and"))}</span>
          </li>
        ))}
      </ul>
      {limits.map(({ type, parts }) => (
        <p key={type} className="settings-note">
          {t("roles.limits.onlyOf", {
            type: word("type", type),
            limits: parts.map(limitsText).join(t("roles.limits.or")),
          })}
        </p>
      ))}
    </section>
  );
}
