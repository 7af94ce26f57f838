import type { InteractionInput } from "../../app/outbox";
import { instantAt } from "../moments";
import type { LogSubject } from "./subject";

export type TalkType = NonNullable<InteractionInput["type"]>;
export type Outcome = NonNullable<InteractionInput["outcome"]>;

export interface Draft {
  type: TalkType;
  outcome: Outcome;
  text: string;
  contactIds: readonly string[];
  nextStep: string;
  nextStepDate: string;
  /** Empty: it was right now. */
  day: string;
  time: string;
}

export const TYPES: readonly TalkType[] = [
  "INTERACTION_TYPE_CALL",
  "INTERACTION_TYPE_VISIT",
  "INTERACTION_TYPE_WECHAT",
  "INTERACTION_TYPE_MEETING",
  "INTERACTION_TYPE_MAIL",
  "INTERACTION_TYPE_MESSAGE",
  "INTERACTION_TYPE_OTHER",
];

const FACE_TO_FACE: readonly Outcome[] = ["OUTCOME_REACHED", "OUTCOME_REFUSED"];
const WRITTEN: readonly Outcome[] = ["OUTCOME_SENT", "OUTCOME_ANSWERED", "OUTCOME_LOST_CONTACT", "OUTCOME_REFUSED"];
const SPOKEN: readonly Outcome[] = [
  "OUTCOME_REACHED",
  "OUTCOME_NOT_REACHED",
  "OUTCOME_LOST_CONTACT",
  "OUTCOME_REFUSED",
];
const OF_TYPE: Readonly<Partial<Record<TalkType, readonly Outcome[]>>> = {
  INTERACTION_TYPE_VISIT: FACE_TO_FACE,
  INTERACTION_TYPE_MEETING: FACE_TO_FACE,
  INTERACTION_TYPE_WECHAT: WRITTEN,
  INTERACTION_TYPE_MAIL: WRITTEN,
  INTERACTION_TYPE_MESSAGE: WRITTEN,
};

/** What may have come of a talk of this type; the usual one first. */
export function outcomesOf(type: TalkType): readonly Outcome[] {
  return OF_TYPE[type] ?? SPOKEN;
}

/** With these there is nothing to tell. */
const UNHEARD = new Set<Outcome>(["OUTCOME_NOT_REACHED", "OUTCOME_LOST_CONTACT", "OUTCOME_SENT"]);

export function needsText({ outcome, text }: Draft): boolean {
  return !UNHEARD.has(outcome) && text.trim() === "";
}

export function emptyDraft(contactIds: readonly string[] = []): Draft {
  return {
    type: "INTERACTION_TYPE_CALL",
    outcome: "OUTCOME_REACHED",
    text: "",
    contactIds,
    nextStep: "",
    nextStepDate: "",
    day: "",
    time: "",
  };
}

/** Another type has other outcomes: what fits stays. */
export function withType(draft: Draft, type: TalkType): Draft {
  const outcomes = outcomesOf(type);
  const outcome = outcomes.includes(draft.outcome) ? draft.outcome : (outcomes[0] ?? draft.outcome);
  return { ...draft, type, outcome };
}

export function bodyOf(draft: Draft, { type: subjectType, id: subjectId }: LogSubject, zone: string): InteractionInput {
  const { type, outcome, text, contactIds, nextStep, nextStepDate, day, time } = draft;
  return {
    subjectType,
    subjectId,
    type,
    outcome,
    text: text.trim(),
    contactIds: [...contactIds],
    nextStep: nextStep.trim(),
    ...(nextStep.trim() && nextStepDate && { nextStepDate }),
    ...(day && time && { interactionTime: instantAt(day, time, zone) }),
  };
}

const keyOf = (personId: string, { type, id }: LogSubject): string => `log-draft.${personId}.${type}.${id}`;

/** What was typed and not sent: closing by accident loses nothing. */
export function keptDraft(personId: string, subject: LogSubject): Draft | undefined {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(keyOf(personId, subject)) ?? "null");
    if (typeof found !== "object" || found === null) return undefined;
    const draft = { ...emptyDraft(), ...found } as Draft;
    return TYPES.includes(draft.type) && hasWords(draft) ? draft : undefined;
  } catch {
    return undefined;
  }
}

export function keepDraft(personId: string, subject: LogSubject, draft: Draft): void {
  if (hasWords(draft)) localStorage.setItem(keyOf(personId, subject), JSON.stringify(draft));
  else dropDraft(personId, subject);
}

export function dropDraft(personId: string, subject: LogSubject): void {
  localStorage.removeItem(keyOf(personId, subject));
}

export function hasWords({ text, nextStep }: Draft): boolean {
  return text.trim() !== "" || nextStep.trim() !== "";
}
