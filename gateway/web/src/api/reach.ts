/** Whether the server answers: told by every request that is made, and by the browser. */
type Act = (isReached: boolean) => void;

const listeners = new Set<Act>();
let reached = globalThis.navigator?.onLine ?? true;

export function isReached(): boolean {
  return reached;
}

export function noteReach(now: boolean): void {
  if (now === reached) return;
  reached = now;
  for (const act of listeners) act(now);
}

export function onReach(act: Act): () => void {
  listeners.add(act);
  return () => listeners.delete(act);
}
