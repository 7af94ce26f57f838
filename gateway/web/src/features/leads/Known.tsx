import { useTranslation } from "react-i18next";
import { useWords } from "../../i18n/words";
import { Button } from "../../ui/Button";
import { GoLink } from "../../ui/Go";
import { Badge } from "../../ui/shown";
import type { Checked, Match } from "./types";
import "./leads.css";

export interface KnownProps {
  of: Pick<Checked, "verdict" | "matches" | "checksLeft">;
  /** Takes a customer that was found. */
  onUse?: (accountId: string) => void;
}

/** Whether somebody is known already: as much as the caller may learn. */
export function Known({ of: { verdict, matches, checksLeft }, onUse }: KnownProps) {
  const { t } = useTranslation("leads");
  const isFree = matches.length === 0;
  const text = isFree ? "free" : verdict === "DUPLICATE_VERDICT_EXISTS" ? "exists" : "similar";
  return (
    <div className={isFree ? "lead-known free" : "lead-known warn"} role="status">
      <p>{t(`known.${text}`)}</p>
      {!isFree && (
        <ul>
          {matches.map((match, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what may not be seen has no id, and the list never moves
            <Line key={at} of={match} onUse={onUse} />
          ))}
        </ul>
      )}
      {checksLeft < 10 && <p className="lead-quiet">{t("known.left", { count: checksLeft })}</p>}
    </div>
  );
}

const PAGES: Readonly<Record<string, string>> = { lead: "/leads", account: "/customers" };

function Line({ of, onUse }: { of: Match; onUse: KnownProps["onUse"] }) {
  const { t } = useTranslation("leads");
  const word = useWords();
  const at = PAGES[of.subjectType];
  const isMine = of.subjectId !== "" && at !== undefined;
  return (
    <li>
      <Badge {...(of.verdict === "DUPLICATE_VERDICT_EXISTS" && { tone: "warn" })}>
        {word("DuplicateVerdict", of.verdict)}
      </Badge>
      <span>
        {word("type", of.subjectType)}{" "}
        {isMine ? <GoLink go={{ to: `${at}/${of.subjectId}` }}>{of.maskedName}</GoLink> : of.maskedName}
      </span>
      <span className="lead-quiet">
        {t(`known.by.${of.foundBy}`, { defaultValue: of.foundBy })} · {t("known.inactive", { count: of.inactiveDays })}
        {of.pooled && ` · ${t("known.pooled")}`}
        {of.managerName && ` · ${t("known.ask", { name: of.managerName })}`}
      </span>
      {onUse && of.subjectType === "account" && of.subjectId && (
        <Button kind="plain" onPress={() => onUse(of.subjectId)}>
          {t("known.use")}
        </Button>
      )}
    </li>
  );
}
