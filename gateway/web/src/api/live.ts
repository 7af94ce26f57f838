export interface Update {
  /** What kind of record it is: "payment_plan". */
  type: string;
  id: string;
  version: number;
  /** "gone": the caller sees it no longer. */
  op: "changed" | "gone";
}

export interface Listener {
  /** One record is to be read anew. */
  update: (update: Update) => void;
  /** Something was missed, or rights changed: everything on the screen is to be read anew. */
  reset: () => void;
}

const PATH = "/v1/liveUpdates";
const LONGEST_WAIT = 60_000;

/**
 * Listens to what changes. A broken connection is taken up by the browser where it broke; one that was refused (signed out, too many) ends for
 * the browser, so it is opened anew, less and less often, and then it is not known what was missed.
 */
export function listen(to: Listener, open = (path: string) => new EventSource(path)): { close: () => void } {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let refusals = 0;

  const connect = (): void => {
    source = open(PATH);
    source.addEventListener("ready", () => {
      if (refusals > 0) to.reset();
      refusals = 0;
    });
    source.addEventListener("update", (event) => to.update(JSON.parse((event as MessageEvent<string>).data) as Update));
    source.addEventListener("reset", () => to.reset());
    source.addEventListener("error", () => {
      if (source.readyState !== EventSource.CLOSED) return;
      refusals += 1;
      timer = setTimeout(connect, Math.min(LONGEST_WAIT, 1000 * 2 ** refusals));
    });
  };

  connect();
  return {
    close: () => {
      clearTimeout(timer);
      source.close();
    },
  };
}
