import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { todayIn } from "../../../parts/days";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { Panel } from "../../../ui/Panel";
import { Skeleton } from "../../../ui/shown";
import { heldOf, refusalOf } from "../lines";
import { proposal } from "../proposal";
import { useOwed } from "../queries";
import type { Receipt } from "../types";
import { AllocateForm } from "./AllocateForm";

export interface AllocateProps {
  of: Receipt;
  /** Something better founded is proposed above: this waits until somebody wants it. Undefined while that is not known. */
  isProposed: boolean | undefined;
}

/** What the money should pay, proposed in the default order; Enter accepts. */
export function Allocate({ of, isProposed }: AllocateProps) {
  const { t } = useTranslation("receipts");
  const { may, me, zone } = useSession();
  const refusal = refusalOf(of, me.id);
  const [isOpen, setOpen] = useState(false);
  const isWanted = may("receipt.allocate") && refusal === undefined && (isProposed === false || isOpen);
  const { data, error, refetch } = useOwed(of, "CLAIMABLE", isWanted);
  if (!may("receipt.allocate") || refusal === "unidentified" || refusal === "nothing" || refusal === "reversed")
    return null;
  if (refusal) {
    return (
      <Panel title={t("allocate.title")}>
        <p className="receipt-note">{t(`refusal.${refusal}`)}</p>
      </Panel>
    );
  }
  if (isProposed && !isOpen) {
    return (
      <div className="receipt-other">
        <Button kind="plain" onPress={() => setOpen(true)}>
          {t("allocate.byHand")}
        </Button>
      </div>
    );
  }
  if (error) return <Failure of={error} retry={() => void refetch()} />;
  if (!data || !of.unapplied) {
    return (
      <Panel title={t("allocate.title")}>
        <Skeleton lines={4} />
      </Panel>
    );
  }
  const { contractId, unapplied } = of;
  const proposed = proposal(unapplied, data.instalments, { today: todayIn(zone), contractId, held: heldOf(of) });
  return (
    <Panel title={t("allocate.title")} note={proposed.length > 0 ? t("allocate.how") : undefined}>
      {data.instalments.length === 0 ? (
        <p className="receipt-note">{t("allocate.nothing")}</p>
      ) : (
        // Anew with every version: what is left, and what is open, changed.
        <AllocateForm
          key={of.etag}
          of={of}
          owed={data.instalments}
          proposed={proposed}
          isCut={Boolean(data.nextPageToken)}
        />
      )}
    </Panel>
  );
}
