/** How the palette's key is called on this machine. */
export function findKeys(agent = globalThis.navigator?.userAgent ?? ""): string {
  return /Mac|iP(hone|ad)/.test(agent) ? "⌘ K" : "Ctrl K";
}
