import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useNow } from "../../../parts/moments";
import { both } from "../../../ui/grid/filter";
import { type Total, totalText } from "../../../ui/total";
import { LIVE, lateAt, SEGMENTS, UNASSIGNED } from "../filters";
import { useTotal } from "../queries";
import type { Tab } from "../search";
import { minuteOf } from "../standing";

/** What it comes to: how many wait for their first follow-up, and how many should have been done something about. null while that is on its way. */
export function useFinding(tab: Tab): string | null {
  const { t, i18n } = useTranslation("leads");
  const { me } = useSession();
  const now = minuteOf(useNow());
  const whose = tab === "mine" ? `owner_id = "${me.id}"` : "";
  const isInbox = tab === "mine" || tab === "team";
  const live = useTotal(both(whose, LIVE), isInbox);
  const waiting = useTotal(both(whose, SEGMENTS.first), isInbox);
  const late = useTotal(lateAt(now, whose), isInbox);
  const unassigned = useTotal(UNASSIGNED, tab === "unassigned");
  const returned = useTotal("state = RETURNED", tab === "unassigned");
  if (tab === "pool") return t("finding.pool");
  // The list says what failed.
  if ([live, waiting, late, unassigned, returned].includes(null)) return t("title");
  const counted = (of: Total) => ({ count: of.count, total: totalText(of, i18n.language) });
  if (tab === "unassigned") {
    if (!unassigned || !returned) return null;
    const values = { ...counted(unassigned), returned: totalText(returned, i18n.language) };
    return unassigned.count === 0 ? t("finding.allAssigned") : t("finding.unassigned", values);
  }
  if (!live || !waiting || !late) return null;
  if (late.count > 0 && waiting.count > 0) {
    return t("finding.late", { ...counted(waiting), late: totalText(late, i18n.language) });
  }
  if (late.count > 0) return t("finding.onlyLate", counted(late));
  if (waiting.count > 0) return t("finding.waiting", counted(waiting));
  return live.count > 0 ? t("finding.calm", counted(live)) : t("finding.none");
}
