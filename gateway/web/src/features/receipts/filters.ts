/** Money that came and pays nothing yet comes first. */
export const SEGMENTS = {
  unapplied: "state = RECORDED AND unapplied > 0 AND customer_id != null",
  unidentified: "state = RECORDED AND customer_id = null",
  advance: "state = RECORDED AND advance > 0",
  asked: "asked_by != null",
  reversed: "state = REVERSED",
} as const;

/** What of the proposals waits for somebody, what is as good as certain, and what became of the others. */
export const PROPOSED = {
  open: "state = OPEN",
  sure: "state = OPEN AND confidence >= 90",
  accepted: "state = ACCEPTED",
  posted: "state = POSTED",
  rejected: "state = REJECTED",
} as const;

/** Claims that wait for finance, and what became of the others. */
export const CLAIMED = {
  open: "state = OPEN",
  accepted: "state = ACCEPTED",
  declined: "state = DECLINED",
  withdrawn: "state = WITHDRAWN",
} as const;

/** Movements that somebody has to decide about, and what became of the others. */
export const MOVED = {
  twin: "state = TWIN",
  receipt: "state = RECEIPT",
  same: "state = SAME",
  outgoing: "state = OUTGOING",
} as const;

/** Who is said to pay for whom: what waits for a second person, what counts, what holds no longer. */
export const PAYERS = {
  asked: "state = ASKED",
  confirmed: "state = CONFIRMED",
  ended: "state = ENDED",
} as const;

export const ORDER = "received_date desc";
