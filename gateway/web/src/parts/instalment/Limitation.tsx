import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { useWords } from "../../i18n/words";
import { Button } from "../../ui/Button";
import { usePeople } from "../../ui/people";
import { Badge, DateText, type Tone } from "../../ui/shown";
import { daysBetween, todayIn } from "../days";
import { Paper } from "../Paper";
import type { Act, Instalment, Interruption } from "./types";
import "./limitation.css";

/** From so many days before its end on it is urgent. */
const SOON = 180;

/** Until when it can be enforced in court, and what made that period begin anew. Nothing before it is owed, nor once it is settled. */
export function Limitation({ of, onAct }: { of: Instalment; onAct: (act: Act) => void }) {
  const { t } = useTranslation("instalment");
  const { may, zone } = useSession();
  const left = daysBetween(todayIn(zone), of.limitationDate);
  if (of.claimState !== "CLAIM_STATE_CLAIMABLE" || left === undefined) return null;
  const tone: Tone | undefined = left < 0 ? "late" : left <= SOON ? "warn" : undefined;
  return (
    <section>
      <h3>{t("limitation.title")}</h3>
      <p className="limitation-until">
        <DateText of={of.limitationDate} zone={zone} />
        <Badge {...(tone && { tone })}>
          {left < 0 ? t("limitation.over", { count: -left }) : t("limitation.left", { count: left })}
        </Badge>
      </p>
      <p className="limitation-note">{left < 0 ? t("limitation.overNote") : t("limitation.note")}</p>
      {of.interruptions.length > 0 && (
        <ul className="limitation-list">
          {of.interruptions.toReversed().map((each) => (
            <Line key={each.id} each={each} of={of} onAct={onAct} />
          ))}
        </ul>
      )}
      {may("dispute.create") && (
        <div className="instalment-acts">
          <Button onPress={() => onAct({ kind: "interrupt", of })}>{t("act.interrupt")}</Button>
        </div>
      )}
    </section>
  );
}

function Line({ each, of, onAct }: { each: Interruption; of: Instalment; onAct: (act: Act) => void }) {
  const { t } = useTranslation("instalment");
  const { may, zone } = useSession();
  const { nameOf } = usePeople();
  const word = useWords();
  const isOwn = !each.sourceId && !each.withdrawReason;
  return (
    <li className={each.withdrawReason ? "limitation-withdrawn" : undefined}>
      <span className="limitation-what">
        <DateText of={each.interruptionDate} zone={zone} />
        <strong>{word("InterruptionKind", each.kind)}</strong>
        {!each.proven && <Badge tone="warn">{t("limitation.unproven")}</Badge>}
        {each.withdrawReason && <Badge>{t("limitation.withdrawn")}</Badge>}
        {isOwn && may("dispute.update") && (
          <Button kind="plain" onPress={() => onAct({ kind: "withdrawInterruption", of, interruption: each })}>
            {t("act.withdrawInterruption")}
          </Button>
        )}
      </span>
      {each.note && <span>{each.note}</span>}
      {each.withdrawReason && (
        <span>{t("limitation.why", { reason: each.withdrawReason, person: nameOf(each.withdrawnBy) })}</span>
      )}
      {each.recordedBy && <span className="limitation-by">{nameOf(each.recordedBy)}</span>}
      {each.evidenceAttachmentIds.map((id) => (
        <Paper key={id} id={id} />
      ))}
    </li>
  );
}
