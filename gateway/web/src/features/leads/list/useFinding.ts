import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useNow } from "../../../parts/moments";
import { both } from "../../../ui/grid/filter";
import { LIVE, lateAt, SEGMENTS, UNASSIGNED } from "../filters";
import { useCount } from "../queries";
import type { Tab } from "../search";
import { minuteOf } from "../standing";

/** What it comes to: how many wait for their first follow-up, and how many should have been done something about. null while that is on its way. */
export function useFinding(tab: Tab): string | null {
  const { t } = useTranslation("leads");
  const { me } = useSession();
  const now = minuteOf(useNow());
  const whose = tab === "mine" ? `owner_id = "${me.id}"` : "";
  const isInbox = tab === "mine" || tab === "team";
  const live = useCount(both(whose, LIVE), isInbox);
  const waiting = useCount(both(whose, SEGMENTS.first), isInbox);
  const late = useCount(lateAt(now, whose), isInbox);
  const unassigned = useCount(UNASSIGNED, tab === "unassigned");
  const returned = useCount("state = RETURNED", tab === "unassigned");
  if (tab === "pool") return t("finding.pool");
  if (tab === "unassigned") {
    if (unassigned === undefined || returned === undefined) return null;
    return unassigned === 0 ? t("finding.allAssigned") : t("finding.unassigned", { count: unassigned, returned });
  }
  if (live === undefined || waiting === undefined || late === undefined) return null;
  if (late > 0)
    return waiting > 0 ? t("finding.late", { count: waiting, late }) : t("finding.onlyLate", { count: late });
  if (waiting > 0) return t("finding.waiting", { count: waiting });
  return live > 0 ? t("finding.calm", { count: live }) : t("finding.none");
}
