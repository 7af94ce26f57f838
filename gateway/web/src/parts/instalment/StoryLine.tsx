import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { moneyText } from "../../api/money";
import { useSession } from "../../app/session";
import { useWords } from "../../i18n/words";
import { Button } from "../../ui/Button";
import { GoLink } from "../../ui/Go";
import { Badge, type Tone } from "../../ui/shown";
import { dayText } from "../moments";
import { said } from "../said";
import type { Happened } from "./story";
import type { Act, Dispute, Instalment, Promised } from "./types";

interface LineProps {
  of: Happened;
  instalment: Instalment;
  onAct: (act: Act) => void;
}

/** One thing that happened, in words. */
export function StoryLine({ of, instalment, onAct }: LineProps) {
  const { t } = useTranslation("instalment");
  const word = useWords();
  const { language } = useSession();
  switch (of.kind) {
    case "claimed":
    case "due":
      return <span className="story-title">{t(`story.${of.kind}`)}</span>;
    case "paid":
    case "held":
    case "takenBack":
      return (
        <span className="story-title">
          {t(`story.${of.kind}`, {
            amount: of.line.amount ? moneyText(of.line.amount, language).replace("-", "") : "",
          })}{" "}
          <GoLink go={{ to: `/receipts/${of.receipt.id}` }}>{of.receipt.number}</GoLink>
        </span>
      );
    case "promise":
      return <PromiseLine of={of.promise} instalment={instalment} onAct={onAct} />;
    case "dispute":
      return <DisputeLine of={of.dispute} instalment={instalment} onAct={onAct} />;
    case "intent":
      return (
        <Said
          title={t("story.intent", { intent: word("IntentKind", of.intent.kind) })}
          text={of.intent.evidence}
          by={of.intent.speaker}
        />
      );
    case "note":
      return (
        <Said
          title={t(of.note.twoWay ? "story.note" : "story.tried", { kind: word("NoteKind", of.note.kind) })}
          text={of.note.nextStep && t("story.next", { step: of.note.nextStep })}
        />
      );
    case "reminder": {
      const { decision } = of;
      return (
        <Said
          title={t("story.reminder", { outcome: word("DecisionOutcome", decision.outcome) })}
          text={decision.outcome === "DECISION_OUTCOME_SENT" ? "" : said(decision, language)}
        />
      );
    }
  }
}

function Said({ title, text, by, children }: { title: ReactNode; text?: string; by?: string; children?: ReactNode }) {
  const { t } = useTranslation("instalment");
  return (
    <>
      <span className="story-title">{title}</span>
      {text && <span className="story-text">{by ? t("story.said", { by, text }) : text}</span>}
      {children}
    </>
  );
}

const PROMISE_TONES: Readonly<Record<string, Tone>> = {
  PROMISE_STATE_OPEN: "info",
  PROMISE_STATE_KEPT: "good",
  PROMISE_STATE_BROKEN: "warn",
};

function PromiseLine({ of, instalment, onAct }: { of: Promised; instalment: Instalment; onAct: LineProps["onAct"] }) {
  const { t } = useTranslation("instalment");
  const word = useWords();
  const { language, may } = useSession();
  const line = of.lines.find(({ instalmentId }) => instalmentId === instalment.id);
  const day = dayText(of.promiseDate, language, { month: "2-digit", day: "2-digit" });
  const tone = PROMISE_TONES[of.state];
  const title = (
    <>
      {t("story.promise", { day, amount: line?.amount ? moneyText(line.amount, language) : "" })}{" "}
      <Badge {...(tone && { tone })}>{word("PromiseState", of.state)}</Badge>
    </>
  );
  return (
    <Said title={title} text={of.state === "PROMISE_STATE_WITHDRAWN" ? of.withdrawReason : of.evidence} by={of.speaker}>
      {of.state === "PROMISE_STATE_OPEN" && may("promise.update") && (
        <Button kind="plain" onPress={() => onAct({ kind: "withdraw", of: instalment, promise: of })}>
          {t("act.withdraw")}
        </Button>
      )}
    </Said>
  );
}

function DisputeLine({ of, instalment, onAct }: { of: Dispute; instalment: Instalment; onAct: LineProps["onAct"] }) {
  const { t } = useTranslation("instalment");
  const word = useWords();
  const { language, may, me } = useSession();
  const isOpen = of.state === "DISPUTE_STATE_OPEN";
  const title = (
    <>
      {t("story.dispute", {
        reason: word("DisputeReason", of.reason),
        amount: of.amount ? moneyText(of.amount, language) : "",
      })}{" "}
      <Badge tone={isOpen ? "warn" : "good"}>
        {isOpen ? word("DisputeState", of.state) : word("DisputeOutcome", of.outcome)}
      </Badge>
    </>
  );
  // Who opened it never resolves it.
  const mayResolve = isOpen && may("dispute.resolve") && of.openedBy !== me.id;
  return (
    <Said title={title} text={isOpen ? of.detail : of.resolution} by={isOpen ? of.speaker : ""}>
      {mayResolve && (
        <Button kind="plain" onPress={() => onAct({ kind: "resolve", of: instalment, dispute: of })}>
          {t("act.resolve")}
        </Button>
      )}
    </Said>
  );
}
