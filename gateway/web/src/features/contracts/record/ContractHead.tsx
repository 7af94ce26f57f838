import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isZero, moneyText } from "../../../api/money";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { useAccountName } from "../../../parts/accounts";
import { todayIn } from "../../../parts/days";
import { dayText } from "../../../parts/moments";
import { Neighbours } from "../../../parts/Neighbours";
import { Page } from "../../../ui/Page";
import { Badge } from "../../../ui/shown";
import { nextInLife } from "../life";
import { paidShare, standingOf } from "../money";
import { usePlan } from "../queries";
import { StateBadge } from "../StateBadge";
import type { Contract, Plan } from "../types";

const DAY: Intl.DateTimeFormatOptions = { year: "numeric", month: "short", day: "numeric" };

/** The headline: where the money of this contract stands; before it has a plan, what it waits for. */
export function ContractHead({
  contract,
  actions,
  children,
}: {
  contract: Contract;
  actions: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTranslation("contracts");
  const { may } = useSession();
  const account = useAccountName(contract.accountId);
  const { plan, isRead } = usePlan(contract.id);
  const ofMoney = useMoneyFinding();
  const ofLife = useLifeFinding();
  const isKnown = isRead || !may("plan.read");
  return (
    <Page
      title={`${contract.number} ${contract.name}`}
      finding={isKnown ? (plan ? ofMoney(plan) : ofLife(contract)) : null}
      crumbs={[
        { name: t("title"), go: { to: "/contracts" } },
        ...(account ? [{ name: account, go: { to: `/customers/${contract.accountId}` } }] : []),
      ]}
      badges={contract.archiveTime ? <Badge>{t("head.archived")}</Badge> : <StateBadge of={contract} />}
      actions={
        <>
          <Neighbours list="contracts" id={contract.id} />
          {actions}
        </>
      }
    >
      {children}
    </Page>
  );
}

function useMoneyFinding(): (plan: Plan) => string {
  const { t } = useTranslation("contracts");
  const { language, zone } = useSession();
  return (plan) => {
    if (plan.state === "PLAN_STATE_REFUSED") return t("head.refused");
    const { overdue, overdueDays, next, isSettled } = standingOf(plan, todayIn(zone));
    const share = paidShare(plan);
    if (!isZero(overdue)) {
      return t("head.overdue", { amount: moneyText(overdue, language, "short"), count: overdueDays, share });
    }
    if (isSettled)
      return share === 100 && plan.total
        ? t("head.settled", { amount: moneyText(plan.total, language, "short") })
        : t("head.closed", { share });
    if (!next) return t("head.waiting", { share });
    const amount = next.instalment.open ? moneyText(next.instalment.open, language, "short") : "";
    const day = dayText(next.day, language, DAY);
    const words = { name: next.instalment.name, amount, day, share };
    return next.instalment.claimState === "CLAIM_STATE_CLAIMABLE" ? t("head.due", words) : t("head.expected", words);
  };
}

function useLifeFinding(): (contract: Contract) => string {
  const { t } = useTranslation("contracts");
  const { language } = useSession();
  const word = useWords();
  return (contract) => {
    const next = nextInLife(contract);
    if (contract.archiveTime) return t("head.inBin");
    if (contract.state === "CONTRACT_STATE_TERMINATED") {
      return t("head.terminated", { date: contract.terminateDate && dayText(contract.terminateDate, language, DAY) });
    }
    if (!next || next.act === "fulfil") return word("ContractState", contract.state);
    const who = next.roles.map((role) => word("role", role)).join(t("or"));
    return t(`head.wait.${next.act}`, { who });
  };
}
