import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { Button } from "../../../ui/Button";
import { Panel } from "../../../ui/Panel";
import { usePeople } from "../../../ui/people";
import { Badge, DateText, type Tone } from "../../../ui/shown";
import type { Receipt, Reversal } from "../types";

const TONES: Readonly<Record<string, Tone>> = { REVERSAL_STATE_ASKED: "warn", REVERSAL_STATE_APPROVED: "good" };

/** What was asked to be taken back, by whom, and what a second person decided. */
export function Reversals({ of }: { of: Receipt }) {
  const { t } = useTranslation("receipts");
  if (of.reversals.length === 0) return null;
  return (
    <Panel title={t("reverse.all")}>
      <ul className="reversals">
        {of.reversals.toReversed().map((each) => (
          <Line key={each.id} receipt={of} of={each} />
        ))}
      </ul>
    </Panel>
  );
}

function Line({ receipt, of }: { receipt: Receipt; of: Reversal }) {
  const { t } = useTranslation("receipts");
  const word = useWords();
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const tone = TONES[of.state];
  const what = of.wholeReceipt ? t("reverse.whole") : t("reverse.count", { count: of.allocationIds.length });
  return (
    <li>
      <span className="reversal-head">
        <b>{what}</b>
        <Badge {...(tone && { tone })}>{word("ReversalState", of.state)}</Badge>
      </span>
      <span>{of.reason}</span>
      <span className="paid-note">
        {t("reverse.askedBy", { name: nameOf(of.askedBy) ?? "" })}{" "}
        {of.askTime && <DateText of={of.askTime} zone={zone} />}
      </span>
      {of.decideTime && (
        <span className="paid-note">
          {t("reverse.decidedBy", { name: nameOf(of.decidedBy) ?? "" })} <DateText of={of.decideTime} zone={zone} />
        </span>
      )}
      {of.state === "REVERSAL_STATE_ASKED" && <Decide of={receipt} askedBy={of.askedBy} />}
    </li>
  );
}

/** A second person approves; who asked may only withdraw it. */
function Decide({ of, askedBy }: { of: Receipt; askedBy: string }) {
  const { t } = useTranslation("receipts");
  const { may, me } = useSession();
  const approving = useCommand();
  const declining = useCommand();
  const isMine = askedBy === me.id;
  const init = { params: { path: { receipt_id: of.id } }, headers: ifMatch(of), body: {} };
  const approve = () => reply(api.POST("/v1/receipts/{receipt_id}:approveReversal", init));
  const decline = () => reply(api.POST("/v1/receipts/{receipt_id}:declineReversal", init));
  const mayApprove = may("receipt.approve_reversal") && !isMine && of.ownerId !== me.id;
  return (
    <span className="reversal-acts">
      {mayApprove && (
        <Button
          kind="main"
          isPending={approving.isPending}
          onPress={() => void approving.run(approve, { done: t("reverse.approved") })}
        >
          {t("reverse.approve")}
        </Button>
      )}
      {may("receipt.decline_reversal") && (
        <Button
          isPending={declining.isPending}
          onPress={() => void declining.run(decline, { done: t("reverse.declined") })}
        >
          {t(isMine ? "reverse.withdraw" : "reverse.decline")}
        </Button>
      )}
      {isMine && <span className="paid-note">{t("reverse.second")}</span>}
    </span>
  );
}
