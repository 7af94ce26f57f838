import type { Problem } from "../../../api/problem";
import { type Delay, delayOf } from "./delay";
import type { Rule } from "./queries";

/** What of a rule is chosen; what is typed stands in the form itself. */
export interface Draft
  extends Pick<
    Rule,
    | "event"
    | "recipients"
    | "personIds"
    | "teamIds"
    | "channels"
    | "templateId"
    | "language"
    | "urgent"
    | "escalation"
    | "customerFacing"
    | "digest"
  > {
  delay: Delay;
}

export interface DraftProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  problem: Problem | undefined;
}

/** Of a rule that there is, or as a new one begins: the owner, in the app. */
export function draftOf(rule: Rule | undefined): Draft {
  return {
    event: rule?.event ?? "",
    recipients: rule?.recipients ?? ["RECIPIENT_OWNER"],
    personIds: rule?.personIds ?? [],
    teamIds: rule?.teamIds ?? [],
    channels: rule?.channels ?? ["CHANNEL_KIND_IN_APP"],
    templateId: rule?.templateId ?? "",
    language: rule?.language ?? "",
    urgent: rule?.urgent ?? false,
    escalation: rule?.escalation ?? false,
    customerFacing: rule?.customerFacing ?? false,
    digest: rule?.digest ?? "DIGEST_NONE",
    delay: delayOf(rule?.delayMinutes ?? 0),
  };
}
