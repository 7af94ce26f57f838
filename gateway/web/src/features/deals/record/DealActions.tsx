import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { todayIn } from "../../../parts/days";
import { named } from "../../../parts/said";
import { Button, IconButton } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { type Act, Menu } from "../../../ui/overlays";
import type { Doing } from "../acts/DealDialogs";
import { useContractsOf, useProcess } from "../queries";
import { checkGates, nextOf } from "../stages";
import type { Deal } from "../types";
import { useDealActs } from "../useDealActs";

/** What can be done with a deal: the next step of the sale is the solid one. */
export function DealActions({ deal, onDo }: { deal: Deal; onDo: (doing: Doing) => void }) {
  const { t } = useTranslation("deals");
  const { may, language, zone } = useSession();
  const { advance, archive, restore, isPending } = useDealActs(deal);
  const process = useProcess(deal.salesProcessId);
  const contracts = useContractsOf(deal.id).data?.contracts;
  if (deal.archiveTime) {
    return may("opportunity.archive") ? (
      <Button onPress={() => void restore()} isPending={isPending}>
        {t("act.restore")}
      </Button>
    ) : null;
  }
  const isOpen = deal.state === "OPPORTUNITY_STATE_OPEN";
  const next = nextOf(process, deal.stage);
  const [mayMove, mayClose] = [may("opportunity.update"), may("opportunity.close")];
  const move = (to: string): void => {
    const isClear = next && checkGates(deal, [next], todayIn(zone)).every(({ holds }) => holds);
    if (isClear) void advance(to);
    else onDo({ act: "advance", deal, to });
  };
  const acts: Act[] = [];
  if (isOpen && mayClose && next)
    acts.push({ id: "win", name: t("act.win"), icon: "check", act: () => onDo({ act: "win", deal }) });
  if (isOpen && mayClose)
    acts.push({ id: "lose", name: t("act.lose"), icon: "close", act: () => onDo({ act: "lose", deal }) });
  if (!isOpen && may("opportunity.reopen") && contracts?.length === 0) {
    acts.push({ id: "reopen", name: t("act.reopen"), icon: "undo", act: () => onDo({ act: "reopen", deal }) });
  }
  if (may("opportunity.archive") && contracts?.length === 0) {
    acts.push({ id: "archive", name: t("act.archive"), icon: "archive", act: () => void archive() });
  }
  return (
    <>
      {acts.length > 0 && (
        <Menu
          acts={acts}
          aria-label={t("act.more")}
          trigger={
            <IconButton kind="plain" aria-label={t("act.more")}>
              <Icon name="more" />
            </IconButton>
          }
        />
      )}
      {isOpen && mayMove && next && (
        <Button kind="main" isPending={isPending} onPress={() => move(next.key)}>
          {t("act.advance", { stage: named(next, language) })}
        </Button>
      )}
      {isOpen && mayClose && process && !next && (
        <Button kind="main" onPress={() => onDo({ act: "win", deal })}>
          {t("act.win")}
        </Button>
      )}
    </>
  );
}
