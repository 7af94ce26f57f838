type Act = () => void;

const listeners = new Set<Act>();

/** From anywhere: a button, a key. */
export function openPalette(): void {
  for (const act of listeners) act();
}

export function onOpenPalette(act: Act): () => void {
  listeners.add(act);
  return () => listeners.delete(act);
}
