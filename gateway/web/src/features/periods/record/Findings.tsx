import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { AccountName } from "../../../parts/AccountName";
import { GoLink } from "../../../ui/Go";
import { usePeople } from "../../../ui/people";
import { DateText, Money } from "../../../ui/shown";
import type { Finding, PeriodItem } from "../queries";
import { goTo } from "../standing";

/** The records behind an item, each leading to where it is dealt with. */
export function Findings({ of: { kind, count, findings } }: { of: PeriodItem }) {
  const { t } = useTranslation("periods");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const nameBy = useNames(kind);
  if (findings.length === 0) return null;
  return (
    <ul className="period-findings">
      {findings.map((finding) => {
        const go = goTo(finding);
        const name = nameBy(finding);
        return (
          <li key={`${finding.subjectId} ${finding.date}`}>
            {go ? <GoLink go={go}>{name}</GoLink> : <span>{name}</span>}
            {finding.customerId && finding.subjectType !== "account" && <AccountName id={finding.customerId} isPlain />}
            <span className="periods-quiet">
              <DateText of={finding.date} zone={zone} />
              {finding.ageDays > 0 && ` · ${t("age", { count: finding.ageDays })}`}
              {finding.ownerId && ` · ${nameOf(finding.ownerId)}`}
            </span>
            {finding.amount && <Money of={finding.amount} />}
          </li>
        );
      })}
      {count > findings.length && <li className="periods-quiet">{t("more", { count: count - findings.length })}</li>}
    </ul>
  );
}

function useNames(kind: PeriodItem["kind"]) {
  const { t } = useTranslation("periods");
  const word = useWords();
  return ({ name, customerId, subjectType }: Finding) => {
    if (subjectType === "account") return customerId ? <AccountName id={customerId} isPlain /> : t("unknownPayer");
    if (subjectType === "proof_run") return t(`proofRun.${name}` as "proofRun.missing");
    if (kind === "PERIOD_ITEM_KIND_PROOF") return word("DriftKind", `DRIFT_KIND_${name.toUpperCase()}` as never);
    return name || t("noName");
  };
}
