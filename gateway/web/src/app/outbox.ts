import { api, reply } from "../api/client";
import type { components } from "../api/generated/openapi";
import { Problem } from "../api/problem";
import { IDEMPOTENCY_KEY, newKey } from "../api/sending";
import { database, type Store } from "./outboxStore";

export type Interaction = components["schemas"]["accounts.Interaction"];
export type InteractionInput = components["schemas"]["accounts.InteractionInput"];

/** What was written down and is not at the server yet. */
export interface Kept {
  /** Its idempotency key: it may have arrived without an answer, and must not arrive twice. */
  key: string;
  /** Who wrote it: it is sent in no other name. */
  personId: string;
  body: InteractionInput;
  /** Why the server did not take it; it waits for its author then. */
  refused?: { reason: string; detail: string; metadata: Readonly<Record<string, string>> };
}

export type Sent = { state: "sent"; interaction: Interaction } | { state: "kept" };

/** Sends what people write down, or keeps it until it can be sent, once. */
export class Outbox {
  #kept: readonly Kept[] = [];
  #flushing: Promise<void> | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(
    readonly personId: string,
    private readonly store: Store<Kept> = database("outbox"),
    private readonly send = sent,
  ) {}

  /** What waits, in the order in which it was written. */
  get kept(): readonly Kept[] {
    return this.#kept;
  }

  onChange = (act: () => void): (() => void) => {
    this.#listeners.add(act);
    return () => this.#listeners.delete(act);
  };

  /** Sends it now; without a network it is kept, and the server is told when it really was. Throws Problem where it is refused. */
  async log(body: InteractionInput): Promise<Sent> {
    const whole = { interactionTime: new Date().toISOString(), ...body };
    const kept: Kept = { key: newKey(), personId: this.personId, body: whole };
    try {
      return { state: "sent", interaction: await this.send(kept) };
    } catch (error) {
      if (!isAway(error)) throw error;
      await this.store.put(kept);
      await this.read();
      return { state: "kept" };
    }
  }

  /** Sends all that waits, one after the other; stops where the network is away again. */
  flush(): Promise<void> {
    this.#flushing ??= this.#flush().finally(() => {
      this.#flushing = undefined;
    });
    return this.#flushing;
  }

  async #flush(): Promise<void> {
    await this.read();
    for (const kept of this.#kept) {
      if (kept.refused) continue;
      try {
        await this.send(kept);
        await this.store.remove(kept.key);
      } catch (error) {
        if (isAway(error) || !(error instanceof Problem)) break;
        const { reason, message: detail, metadata } = error;
        await this.store.put({ ...kept, refused: { reason, detail, metadata } });
      }
    }
    await this.read();
  }

  /** Tries one that was refused again, as after rights were given. */
  async retry(kept: Kept): Promise<void> {
    const { refused: _, ...again } = kept;
    await this.store.put(again);
    await this.flush();
  }

  async drop(kept: Kept): Promise<void> {
    await this.store.remove(kept.key);
    await this.read();
  }

  async read(): Promise<void> {
    const all = await this.store.all();
    const timeOf = ({ body }: Kept): string => body.interactionTime ?? "";
    const own = all.filter(({ personId }) => personId === this.personId);
    this.#kept = own.toSorted((a, b) => timeOf(a).localeCompare(timeOf(b)));
    for (const act of this.#listeners) act();
  }
}

/** Not refused, only not answered, or not now: signing in again, a pause, or the network helps. */
function isAway(error: unknown): boolean {
  return (
    error instanceof Problem && (error.reason === "UNREACHABLE" || [401, 429, 502, 503, 504].includes(error.status))
  );
}

function sent({ key, body }: Kept): Promise<Interaction> {
  return reply(api.POST("/v1/interactions", { body, headers: { [IDEMPOTENCY_KEY]: key } }));
}

let outbox: Outbox | undefined;

export function outboxOf(personId: string): Outbox {
  if (outbox?.personId !== personId) outbox = new Outbox(personId);
  return outbox;
}

/** For a form that writes down what was said: `const { state } = await logLater({ subjectType: "account", ... })`. */
export function logLater(body: InteractionInput): Promise<Sent> {
  if (!outbox) throw new Error("Nobody is signed in.");
  return outbox.log(body);
}
