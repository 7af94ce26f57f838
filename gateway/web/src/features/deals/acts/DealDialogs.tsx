import { useTranslation } from "react-i18next";
import { Confirm } from "../../../ui/Confirm";
import type { Deal } from "../types";
import { useDealActs } from "../useDealActs";
import { AdvanceDialog } from "./AdvanceDialog";
import { LoseDialog } from "./LoseDialog";
import { WinDialog } from "./WinDialog";

/** What somebody is about to do with a deal. */
export type Doing = { act: "advance"; deal: Deal; to: string } | { act: "win" | "lose" | "reopen"; deal: Deal };

/** The dialog of what is being done; one at a time. */
export function DealDialogs({ doing, onClose }: { doing: Doing | null; onClose: () => void }) {
  if (!doing) return null;
  if (doing.act === "advance") return <AdvanceDialog dealId={doing.deal.id} to={doing.to} onClose={onClose} />;
  if (doing.act === "win") return <WinDialog deal={doing.deal} onClose={onClose} />;
  if (doing.act === "lose") return <LoseDialog deal={doing.deal} onClose={onClose} />;
  return <ReopenDialog deal={doing.deal} onClose={onClose} />;
}

function ReopenDialog({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const { t } = useTranslation("deals");
  const { reopen, isPending, problem } = useDealActs(deal, { quiet: true });
  return (
    <Confirm
      title={t("reopen.title", { name: deal.name })}
      confirm={t("reopen.do")}
      reason="required"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      isPending={isPending}
      problem={problem}
      onConfirm={async (reason) => Boolean(await reopen(reason))}
    />
  );
}
