/**
 * Keys, safe for input methods: while one composes, Enter takes a candidate and letters are pinyin. The one place that knows it; everything
 * that reacts to a key asks here.
 */
export interface Key {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing?: boolean;
  keyCode?: number;
}

/** Some browsers end the composition before they tell of the Enter that ended it; 229 gives it away. */
export function isComposing(event: Key): boolean {
  return event.isComposing === true || event.keyCode === 229;
}

export function isEnter(event: Key): boolean {
  return event.key === "Enter" && !isComposing(event);
}

/** The Enter that takes a candidate: some browsers send the form with it. */
export function takesCandidate(event: Key): boolean {
  return event.key === "Enter" && isComposing(event);
}

/** One line down, one up, or none: in a list that is walked while the focus is in the field above it. */
export function stepOf(event: Key): 1 | -1 | 0 {
  if (isComposing(event)) return 0;
  if (event.key === "ArrowDown") return 1;
  return event.key === "ArrowUp" ? -1 : 0;
}

/** "mod+k" is Ctrl on a PC and ⌘ on a Mac; a plain letter is itself. */
export function matches(event: Key, hotkey: string): boolean {
  if (isComposing(event) || event.altKey) return false;
  const modified = hotkey.startsWith("mod+");
  return (event.ctrlKey || event.metaKey) === modified && event.key.toLowerCase() === hotkey.replace("mod+", "");
}

/** Calls `act` on the key, wherever the focus is; a plain letter not while somebody types. Returns what ends it. */
export function onHotkey(hotkey: string, act: () => void): () => void {
  const listen = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || !matches(event, hotkey)) return;
    if (!hotkey.startsWith("mod+") && isTyping(event.target)) return;
    event.preventDefault();
    act();
  };
  document.addEventListener("keydown", listen);
  return () => document.removeEventListener("keydown", listen);
}

const TOGETHER = 1200;

/** Two letters one after the other, as "g" and then "c". The second one is no hotkey of its own then. */
export function onSequence(first: string, seconds: ReadonlyMap<string, () => void>): () => void {
  let until = 0;
  const listen = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isComposing(event) || isTyping(event.target)) return;
    const act = event.timeStamp < until ? seconds.get(event.key.toLowerCase()) : undefined;
    until = event.key.toLowerCase() === first && !act ? event.timeStamp + TOGETHER : 0;
    if (!act) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  };
  document.addEventListener("keydown", listen, true);
  return () => document.removeEventListener("keydown", listen, true);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest("input, textarea, select, [role=textbox], [role=dialog]") !== null;
}
