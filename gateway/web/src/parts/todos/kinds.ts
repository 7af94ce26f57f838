import type { Tone } from "../../ui/shown";
import type { Todo, TodoReason } from "./todo";

/** Done by talking with the customer and writing that down. */
const TALKS = new Set([
  "lead_first_follow_up",
  "lead_follow_up",
  "next_step",
  "customer_response",
  "account_follow_up",
  "care",
  "opportunity_follow_up",
  "playbook_step",
  "contract_renewal",
  "payment_preparation",
  "collect",
]);
/** Done by something on the record's own page. */
const ON_PAGES = new Set([
  "lead_convert",
  "lead_refused",
  "thin_record",
  "conversion",
  "milestone_late",
  "plan_refused",
  "dispute",
  "limitation",
  "bill_present",
  "statement_answer",
  "statement_disputed",
  "invoice_deliver",
  "invoice_book",
  "invoice_returned",
  "take_over",
  "hand_over",
]);

export function isTalk({ kind }: Pick<Todo, "kind">): boolean {
  return TALKS.has(kind);
}

/** What another person asked for, on the record's own page. */
const DECIDED = /_(approve|confirm|decide)/;

/** The word of its button: the key of a text; none where nothing is known of it but that it is done. */
export function verbOf({ kind }: Pick<Todo, "kind">): string | undefined {
  if (DECIDED.test(kind)) return "decide";
  return TALKS.has(kind) || ON_PAGES.has(kind) ? kind : undefined;
}

/** What a talk does not end by itself, so that the person says whether it is done. */
const ENDED_BY_THE_PERSON = new Set(["own", "playbook_step", "contract_renewal"]);

export function isEndedByPerson({ kind }: Pick<Todo, "kind">): boolean {
  return ENDED_BY_THE_PERSON.has(kind);
}

const LOGGED = new Set(["account", "lead", "opportunity", "contract", "payment_plan", "instalment"]);

/** Whether something can be written down about its subject. */
export function isLoggable({ subjectType, subjectId }: Pick<Todo, "subjectType" | "subjectId">): boolean {
  return LOGGED.has(subjectType) && subjectId !== "";
}

interface Short {
  tone?: Tone;
  /** The parameter without which there is nothing to say shortly. */
  needs?: string;
}

/** Facts that can be told in a word or two; the others in the server's words. "late" is for overdue alone. */
const SHORT: Readonly<Record<string, Short>> = {
  LeadAssigned: { tone: "info" },
  LeadClaimed: { tone: "info" },
  LeadFirstFollowUpMissed: { tone: "late" },
  LeadFollowedUp: {},
  LeadNeglected: { tone: "warn", needs: "days" },
  LeadPoolingSoon: { tone: "warn", needs: "pool_date" },
  LeadQualified: { tone: "good" },
  AccountRefused: { tone: "warn" },
  OpportunityRefused: { tone: "warn" },
  InteractionLogged: { tone: "info" },
  InteractionThin: { tone: "warn", needs: "quality" },
  ResponseFalling: { tone: "warn" },
  CommunicationOneSided: { tone: "warn", needs: "count" },
  AccountGoingCold: { tone: "warn", needs: "days" },
  AccountPoolingSoon: { tone: "warn", needs: "pool_date" },
  ChurnRiskRaised: { tone: "warn", needs: "months" },
  CareDateReached: { tone: "good", needs: "title" },
  OpportunityStalled: { tone: "warn", needs: "days" },
  OpportunityNeglected: { tone: "warn", needs: "days" },
  OpportunitySilent: { tone: "warn", needs: "months" },
  OpportunityOpened: { tone: "info" },
  StageEntered: { tone: "info" },
  ConversionFell: { tone: "warn", needs: "rate" },
  MilestoneLate: { tone: "warn", needs: "days_late" },
  ContractExpiring: { tone: "warn", needs: "days_left" },
  PlanRefused: { tone: "warn" },
  InstalmentPreparationDue: { tone: "info", needs: "payment_date" },
  InstalmentReminderDue: { tone: "info", needs: "due_date" },
  InstalmentOverdue: { tone: "late" },
  PromiseMade: { tone: "info", needs: "promise_date" },
  PromiseBroken: { tone: "late" },
  DisputeOpened: { tone: "warn" },
  LimitationNear: { tone: "warn", needs: "days_left" },
  BillPresentable: { tone: "info", needs: "due_date" },
  BillMatured: { tone: "warn" },
  BillPresentationClosing: { tone: "warn", needs: "presentation_end_date" },
  AccountStatementUnanswered: { tone: "warn", needs: "days" },
  AccountStatementDisputed: { tone: "warn", needs: "disputed" },
  InvoiceIssued: { tone: "info", needs: "invoice_number" },
  InvoiceDelivered: { tone: "info", needs: "deliver_date" },
  InvoiceReturned: { tone: "warn" },
  CustomersTransferred: { tone: "info" },
  UserLeft: { tone: "warn" },
};

export function shortOf({ code, parameters }: TodoReason): Short | undefined {
  const short = SHORT[code];
  return short && (!short.needs || parameters[short.needs]) ? short : undefined;
}
