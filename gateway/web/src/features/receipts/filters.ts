/** Money that came and pays nothing yet comes first. */
export const SEGMENTS = {
  unapplied: "state = RECORDED AND unapplied > 0 AND customer_id != null",
  unidentified: "state = RECORDED AND customer_id = null",
  advance: "state = RECORDED AND advance > 0",
  asked: "asked_by != null",
  reversed: "state = REVERSED",
} as const;
