import { OWED } from "../../parts/report/buckets";

/**
 * What the work is about. A promise that is due is one for today or before, that nobody has called broken yet; what waits is open, but may
 * not be asked for: it is promised, disputed or held in advance.
 */
export const SEGMENTS = {
  chase: `${OWED} AND payable > 0 AND due_date <= today+7d`,
  promiseDue: `${OWED} AND promise_state = OPEN AND promise_date <= today+3d`,
  broken: `${OWED} AND promise_state = BROKEN`,
  disputed: `${OWED} AND disputed > 0`,
  waiting: `${OWED} AND payable = 0`,
  lapsing: `${OWED} AND open > 0 AND limitation_date <= today+180d`,
} as const;

export const OPEN = `${OWED} AND layer = NORMAL`;
export const OVERDUE = `${OWED} AND layer = NORMAL AND due_date < today`;
export const SOON = `${OWED} AND layer = NORMAL AND due_date >= today AND due_date <= today+7d`;

export const ORDER = "due_date";
