import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { AccountName } from "../../parts/AccountName";
import { has } from "../../parts/instalment/standing";
import { Button } from "../../ui/Button";
import { type Fact, Facts } from "../../ui/Facts";
import { Failure } from "../../ui/Failure";
import { GoLink } from "../../ui/Go";
import { Drawer } from "../../ui/overlays";
import { usePeople } from "../../ui/people";
import { DateText, Money, Skeleton } from "../../ui/shown";
import { ActDialog } from "./ActDialog";
import { AdjustmentState } from "./AdjustmentState";
import { type Act, actsFor } from "./acts";
import { useAdjustment, useInstalment, useReceipt } from "./queries";
import type { Adjustment } from "./types";
import { useKindText } from "./useKindText";
import "./adjustments.css";

/** One adjustment: what it does to whose money and why, who had a part in it, and what is to be done with it. */
export function AdjustmentDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("adjustments");
  const kindText = useKindText();
  const { data, error, refetch } = useAdjustment(id);
  const title = data ? `${kindText(data)} ${data.number}` : t("title");
  return (
    <Drawer title={title} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {error ? (
        <Failure of={error} retry={() => void refetch()} />
      ) : data ? (
        <Known of={data} />
      ) : (
        <Skeleton lines={8} />
      )}
    </Drawer>
  );
}

function Known({ of }: { of: Adjustment }) {
  const { may, me, zone } = useSession();
  const { t } = useTranslation("adjustments");
  const { nameOf } = usePeople();
  const [doing, setDoing] = useState<Act | null>(null);
  const by = (name: string, person: string, time: string | undefined): Fact => ({
    name,
    value: person && (
      <>
        {nameOf(person)} {time && <DateText of={time} zone={zone} />}
      </>
    ),
  });
  const acts = actsFor(of, me.id, may);
  return (
    <>
      <Facts
        of={[
          { name: t("field.state"), value: <AdjustmentState of={of} /> },
          { name: t("field.amount"), value: of.amount && <Money of={of.amount} /> },
          { name: t("field.takenBack"), value: of.takenBack && has(of.takenBack) && <Money of={of.takenBack} /> },
          { name: t("field.customer"), value: of.customerId && <AccountName id={of.customerId} /> },
          { name: t("field.about"), value: <About of={of} /> },
          { name: t("field.reason"), value: of.reason },
          { name: t("field.payee"), value: [of.payeeName, of.payeeAccount].filter(Boolean).join(" ") },
          { name: t("field.otherPayeeReason"), value: of.otherPayeeReason },
          { name: t("field.valueDate"), value: of.valueDate && <DateText of={of.valueDate} zone={zone} /> },
          { name: t("field.bankReference"), value: of.bankReference },
          by(t("field.requestedBy"), of.requestedBy, of.createTime),
          by(t("field.approvedBy"), of.approvedBy, of.approveTime),
          by(t("field.confirmedBy"), of.confirmedBy, of.confirmTime),
          by(t("field.postedBy"), of.postedBy, of.postTime),
          by(t("field.endedBy"), of.endedBy, of.endTime),
          { name: t("field.endReason"), value: of.endReason },
          // What is still to come, or does not apply, says nothing yet.
        ].filter(({ value }) => Boolean(value))}
      />
      {acts.length > 0 && (
        <footer className="adjustment-acts">
          {acts.toReversed().map((act) => (
            <Button key={act} {...(act === acts[0] && { kind: "main" as const })} onPress={() => setDoing(act)}>
              {t(`act.${act}`)}
            </Button>
          ))}
        </footer>
      )}
      {doing && <ActDialog key={doing} of={of} act={doing} onClose={() => setDoing(null)} />}
    </>
  );
}

/** The instalment or the receipt that it changes, leading there. */
function About({ of }: { of: Adjustment }) {
  const instalment = useInstalment(of.instalmentId).data;
  const receipt = useReceipt(of.instalmentId ? "" : of.receiptId).data;
  if (of.instalmentId) {
    return (
      <GoLink go={{ to: "/receivables", search: { instalment: of.instalmentId } }}>
        {instalment ? `${instalment.contractNumber} ${instalment.name}` : "…"}
      </GoLink>
    );
  }
  return (
    <GoLink go={{ to: "/receipts/$receiptId", params: { receiptId: of.receiptId } }}>{receipt?.number ?? "…"}</GoLink>
  );
}
