import { useTranslation } from "react-i18next";
import { GoLink } from "../../../ui/Go";
import type { DuplicateMatch } from "../types";
import type { Checked } from "./useDuplicates";

const PAGES: Readonly<Record<string, string>> = { account: "/customers", lead: "/leads" };

/** Who is known already: the record itself for who may see it, else whom one asks about it. */
export function Duplicates({ of, isChecking }: { of: Checked | undefined; isChecking: boolean }) {
  const { t } = useTranslation("customers");
  if (isChecking) {
    return (
      <div className="duplicates" role="status">
        <p>{t("new.checking")}</p>
      </div>
    );
  }
  if (!of) return null;
  const isFree = of.verdict === "DUPLICATE_VERDICT_FREE";
  const verdict = isFree ? "free" : of.verdict === "DUPLICATE_VERDICT_EXISTS" ? "exists" : "similar";
  return (
    <div className={isFree ? "duplicates" : "duplicates warn"} role="status">
      <p>
        <b>{t(`new.${verdict}`)}</b> <small>{t("new.left", { count: of.checksLeft })}</small>
      </p>
      {of.matches.length > 0 && (
        <ul>
          {of.matches.map((match) => (
            <Match key={`${match.subjectType} ${match.subjectId} ${match.maskedName}`} of={match} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Match({ of }: { of: DuplicateMatch }) {
  const { t } = useTranslation(["customers", "words"]);
  const page = PAGES[of.subjectType];
  const notes = [
    t(`words:type.${of.subjectType}`),
    of.pooled && t("new.pooled"),
    of.managerName && t("new.owner", { name: of.managerName }),
    t("new.quiet", { count: of.inactiveDays }),
  ];
  return (
    <li>
      {of.subjectId && page ? <GoLink go={{ to: `${page}/${of.subjectId}` }}>{of.maskedName}</GoLink> : of.maskedName}
      <small>{notes.filter(Boolean).join(" · ")}</small>
    </li>
  );
}
