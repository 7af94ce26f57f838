import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "../../ui/Failure";
import { Drawer } from "../../ui/overlays";
import { Skeleton } from "../../ui/shown";
import { ContractPath } from "../ContractPath";
import { ActDialog } from "./acts/ActDialog";
import { Acts } from "./acts/Acts";
import { Entries } from "./Entries";
import { InstalmentFacts } from "./InstalmentFacts";
import { LateInterest } from "./LateInterest";
import { Limitation } from "./Limitation";
import { useInstalment } from "./queries";
import { Story } from "./Story";
import type { Act, Instalment } from "./types";
import "./drawer.css";

export interface InstalmentDrawerProps {
  /** Nothing is shown without one. */
  id: string | undefined;
  /** Another one of the same contract, or none any more. */
  onOpen: (id: string | undefined) => void;
}

/** One instalment and its whole story, over the list one comes from. */
export function InstalmentDrawer({ id, onOpen }: InstalmentDrawerProps) {
  const { t } = useTranslation("instalment");
  const { data, error, refetch } = useInstalment(id);
  const [act, setAct] = useState<Act | null>(null);
  if (!id) return null;
  const shown = data?.id === id ? data : undefined;
  const title = shown ? `${shown.contractNumber} · ${shown.name}` : t("drawer.title");
  return (
    <>
      <Drawer title={title} isWide isOpen onOpenChange={(isOpen) => !isOpen && onOpen(undefined)}>
        {error ? (
          <Failure of={error} retry={() => void refetch()} />
        ) : shown ? (
          <Content of={shown} onAct={setAct} onOpen={onOpen} />
        ) : (
          <Skeleton lines={8} />
        )}
      </Drawer>
      <ActDialog act={act} onClose={() => setAct(null)} />
    </>
  );
}

function Content({
  of,
  onAct,
  onOpen,
}: {
  of: Instalment;
  onAct: (act: Act) => void;
  onOpen: InstalmentDrawerProps["onOpen"];
}) {
  const { t } = useTranslation("instalment");
  return (
    <div className="instalment">
      <InstalmentFacts of={of} />
      <Acts of={of} onAct={onAct} />
      {of.dueDate && of.basis !== "BASIS_LATE_INTEREST" && <LateInterest of={of} onAct={onAct} />}
      <Limitation of={of} onAct={onAct} />
      <section>
        <h3>{t("drawer.path")}</h3>
        <ContractPath contractId={of.contractId} current={of.id} onOpen={({ id }) => onOpen(id)} />
      </section>
      <section>
        <h3>{t("drawer.story")}</h3>
        <Story of={of} onAct={onAct} />
      </section>
      <Entries of={of} />
    </div>
  );
}
