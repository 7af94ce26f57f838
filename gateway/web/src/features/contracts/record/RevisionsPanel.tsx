import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { isZero, moneyText } from "../../../api/money";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { Button } from "../../../ui/Button";
import { Confirm } from "../../../ui/Confirm";
import { Panel } from "../../../ui/Panel";
import { usePeople } from "../../../ui/people";
import { Badge, DateText, type Tone } from "../../../ui/shown";
import { useRevisions } from "../queries";
import type { Plan, Revision } from "../types";
import { Changes } from "./Changes";

const TONES: Readonly<Record<string, Tone>> = { REVISION_STATE_ASKED: "warn", REVISION_STATE_APPLIED: "good" };

/** Changes of the plan that were asked for: what they would change, who has approved, and whose turn it is. */
export function RevisionsPanel({ plan }: { plan: Plan }) {
  const { t } = useTranslation("contracts");
  const revisions = useRevisions(plan.id).data?.planRevisions ?? [];
  if (revisions.length === 0) return null;
  return (
    <Panel title={t("revision.title")} note={revisions.length}>
      <ul className="revisions">
        {revisions.map((revision) => (
          <li key={revision.id}>
            <One of={revision} plan={plan} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function One({ of, plan }: { of: Revision; plan: Plan }) {
  const { t } = useTranslation("contracts");
  const word = useWords();
  const { zone, language } = useSession();
  const { nameOf } = usePeople();
  const isAsked = of.state === "REVISION_STATE_ASKED";
  const tone = TONES[of.state];
  const sign = (personId: string, time: string | undefined, role: string) =>
    personId ? (
      <span>
        {t(`revision.${role}`, { name: nameOf(personId) ?? "" })} {time && <DateText of={time} zone={zone} />}
      </span>
    ) : (
      isAsked && <span className="contract-quiet">{t(`revision.${role}Open`)}</span>
    );
  return (
    <article className="revision">
      <header>
        <Badge {...(tone && { tone })}>{word("RevisionState", of.state)}</Badge>
        <b>{of.number}</b>
        <span>{t("revision.asked", { name: nameOf(of.askedBy) ?? "" })}</span>
        {of.createTime && <DateText of={of.createTime} zone={zone} />}
      </header>
      <p>{of.reason}</p>
      {of.moved && !isZero(of.moved) && (
        <p className="contract-quiet">
          {t(movedKey(of.movedDays), { amount: moneyText(of.moved, language, "short"), count: Math.abs(of.movedDays) })}
        </p>
      )}
      <Changes of={of.changes} />
      <div className="revision-signs">
        {sign(of.approvedBy, of.approveTime, "approved")}
        {sign(of.confirmedBy, of.confirmTime, "confirmed")}
        {of.rejectedBy && (
          <span>{t("revision.rejected", { name: nameOf(of.rejectedBy) ?? "", reason: of.rejectReason })}</span>
        )}
      </div>
      {isAsked && <Decide of={of} plan={plan} />}
    </article>
  );
}

const movedKey = (days: number): string =>
  days > 0 ? "version.later" : days < 0 ? "version.earlier" : "version.moved";

/** Who asked, who owns the contract and who gave the other approval decides nothing: the server says so, whatever the role. */
function Decide({ of, plan }: { of: Revision; plan: Plan }) {
  const { t } = useTranslation("contracts");
  const { may, me } = useSession();
  const { run, isPending, problem } = useCommand();
  const [isRejecting, setRejecting] = useState(false);
  const at = { params: { path: { plan_revision_id: of.id } }, headers: ifMatch(of) };
  const isParty = me.id === of.askedBy || me.id === plan.ownerId;
  const mayApprove = may("plan_revision.approve") && !of.approvedBy && !isParty && me.id !== of.confirmedBy;
  const mayConfirm = may("plan_revision.confirm") && !of.confirmedBy && !isParty && me.id !== of.approvedBy;
  const isOwn = me.id === of.askedBy;
  return (
    <div className="revision-acts">
      {mayApprove && (
        <Button
          isPending={isPending}
          onPress={() =>
            void run(() => reply(api.POST("/v1/planRevisions/{plan_revision_id}:approve", at)), {
              done: t("revision.approveDone"),
            })
          }
        >
          {t("revision.approve")}
        </Button>
      )}
      {mayConfirm && (
        <Button
          isPending={isPending}
          onPress={() =>
            void run(() => reply(api.POST("/v1/planRevisions/{plan_revision_id}:confirm", at)), {
              done: t("revision.confirmDone"),
            })
          }
        >
          {t("revision.confirm")}
        </Button>
      )}
      {may("plan_revision.reject") && (
        <>
          <Button kind="plain" onPress={() => setRejecting(true)}>
            {t(isOwn ? "revision.withdraw" : "revision.reject")}
          </Button>
          <Confirm
            title={t(isOwn ? "revision.withdraw" : "revision.reject")}
            confirm={t(isOwn ? "revision.withdraw" : "revision.reject")}
            reason="required"
            isOpen={isRejecting}
            onOpenChange={setRejecting}
            isPending={isPending}
            problem={problem}
            onConfirm={async (reason) =>
              Boolean(
                await run(
                  () => reply(api.POST("/v1/planRevisions/{plan_revision_id}:reject", { ...at, body: { reason } })),
                  {
                    done: t("revision.rejectDone"),
                    quiet: true,
                  },
                ),
              )
            }
          />
        </>
      )}
    </div>
  );
}
