import { useTranslation } from "react-i18next";
import { isZero } from "../../../api/money";
import { useSession } from "../../../app/session";
import { daysBetween, todayIn } from "../../../parts/days";
import { isOverdue } from "../../../parts/instalment/standing";
import { amountsText, inOrder } from "../../../parts/instalment/sums";
import { dayOf, dayText } from "../../../parts/moments";
import { said } from "../../../parts/said";
import { actionOf, headingOf, momentOf } from "../../../parts/todos/todo";
import { useOverview, useOwedBy, usePools, useTodosOf } from "../queries";
import type { Account } from "../types";

/** What it comes to, in one sentence: where it lies, else what is overdue, what is next, what is owed, or that all is calm. null while unknown. */
export function useHeadline(account: Account): string | null {
  const { t } = useTranslation("customers");
  const { language, zone, currency } = useSession();
  const { data: overview, error } = useOverview(account.id);
  const owed = useOwedBy(account.id);
  const todos = useTodosOf(account.id);
  const { pools } = usePools();
  const today = todayIn(zone);
  const shown = (day: string): string => dayText(day, language, { month: "short", day: "numeric" });

  if (account.archiveTime) return t("head.archived");
  if (account.poolId) {
    const pool = pools?.find(({ id }) => id === account.poolId)?.name ?? t("pool.some");
    const reason = said(account.poolWhy, language) || account.poolReason;
    return reason ? t("head.pooledFor", { pool, reason }) : t("head.pooled", { pool });
  }
  if (!overview || owed.isLoading || todos.isLoading) return error ? t("head.calm") : null;

  const overdue = overview.overdueAmounts.filter((amount) => !isZero(amount));
  if (overdue.length > 0) {
    const amount = amountsText(inOrder(overdue, currency), language);
    const oldest = owed.data?.instalments.find((each) => isOverdue(each, today));
    if (oldest?.promiseState === "PROMISE_STATE_BROKEN")
      return t("head.broken", { amount, day: shown(oldest.promiseDate) });
    const count = oldest && daysBetween(oldest.dueDate, today);
    return count ? t("head.overdue", { amount, count }) : t("head.overdueSome", { amount });
  }
  const [todo] = todos.data?.todos ?? [];
  if (todo) {
    const { task, subject } = headingOf(todo, language);
    const what = actionOf(todo, language) || (subject ? `${task} ${subject}` : task);
    return t("head.next", { what, day: shown(dayOf(momentOf(todo), zone)) });
  }
  const silent = daysBetween(account.nextContactDueDate || undefined, today);
  if (silent !== undefined && silent >= 0) return t("head.silent", { day: shown(account.nextContactDueDate) });
  const due = owed.data?.instalments.find((each) => each.claimState === "CLAIM_STATE_CLAIMABLE" && each.open);
  if (due?.open) {
    return t("head.due", { amount: amountsText([due.open], language), name: due.name, day: shown(due.dueDate) });
  }
  if (overview.openOpportunities > 0) return t("head.deals", { count: overview.openOpportunities });
  return t("head.calm");
}
