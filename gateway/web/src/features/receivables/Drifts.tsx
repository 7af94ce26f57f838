import { useTranslation } from "react-i18next";
import type { components } from "../../api/generated/openapi";
import { useWords } from "../../i18n/words";
import { Money } from "../../ui/shown";

/** Where what was computed and what is recorded differ. */
export function Drifts({ of }: { of: readonly components["schemas"]["receivables.Drift"][] }) {
  const { t } = useTranslation("receivables");
  const word = useWords();
  if (of.length === 0) return null;
  return (
    <ul className="proof-drifts">
      {of.map((drift) => (
        <li key={`${drift.kind} ${drift.subjectId} ${drift.computed?.currencyCode}`}>
          <span>{word("DriftKind", drift.kind)}</span>
          <span>
            {t("proof.computed")} {drift.computed && <Money of={drift.computed} />}
          </span>
          <span>
            {t("proof.stored")} {drift.stored && <Money of={drift.stored} />}
          </span>
        </li>
      ))}
    </ul>
  );
}
