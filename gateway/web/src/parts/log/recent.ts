import type { LoggedType, LogSubject } from "./subject";

const KEPT = "recent-subjects";
const MOST = 20;
const TYPES: readonly LoggedType[] = ["account", "lead", "opportunity", "contract", "payment_plan", "instalment"];

/** What somebody wrote about last on this device: there without a network, too. */
export function recentSubjects(personId: string): LogSubject[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(`${KEPT}.${personId}`) ?? "[]");
    return Array.isArray(found) ? found.filter(isSubject) : [];
  } catch {
    return [];
  }
}

export function keepRecent(personId: string, { type, id, name, accountId }: LogSubject): void {
  const others = recentSubjects(personId).filter((other) => other.id !== id);
  const kept = [{ type, id, name, ...(accountId && { accountId }) }, ...others].slice(0, MOST);
  localStorage.setItem(`${KEPT}.${personId}`, JSON.stringify(kept));
}

function isSubject(value: unknown): value is LogSubject {
  if (typeof value !== "object" || value === null) return false;
  const { type, id, name } = value as Partial<LogSubject>;
  return TYPES.some((each) => each === type) && typeof id === "string" && typeof name === "string";
}
