import { useTranslation } from "react-i18next";
import { useWords } from "../../../i18n/words";
import type { Role } from "../../../parts/roles";
import { Badge } from "../../../ui/shown";
import { readable } from "./reaches";

/** Whose records somebody may look at, kind by kind: the widest that any of the roles gives. */
export function Reaches({ of: roles }: { of: readonly Role[] }) {
  const { t } = useTranslation("settings");
  const word = useWords();
  const rows = readable(roles.flatMap(({ grants }) => grants));
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
    </section>
  );
}
