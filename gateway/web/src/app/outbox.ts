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
  /** The to-do that is done with it, and the idempotency key of saying so. */
  todo?: { id: string; key: string };
  /** It is at the server; the to-do is what is left. */
  isSent?: boolean;
  /** Why the server did not take it; it waits for its author then. */
  refused?: { reason: string; detail: string; metadata: Readonly<Record<string, string>> };
}

export type Sent = { state: "sent"; interaction: Interaction } | { state: "kept" };

/** What is asked of the server. */
export interface Server {
  /** Whether it takes the caller for this person: somebody else may have signed in on the device since. */
  isCaller: (personId: string) => Promise<boolean>;
  send: (kept: Kept) => Promise<Interaction>;
  complete: (todo: NonNullable<Kept["todo"]>) => Promise<unknown>;
}

/** Sends what people write down, or keeps it until it can be sent, once. */
export class Outbox {
  #kept: readonly Kept[] = [];
  #flushing: Promise<boolean> | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(
    readonly personId: string,
    private readonly store: Store<Kept> = database("outbox"),
    private readonly server: Server = SERVER,
  ) {}

  /** What waits, in the order in which it was written. */
  get kept(): readonly Kept[] {
    return this.#kept;
  }

  onChange = (act: () => void): (() => void) => {
    this.#listeners.add(act);
    return () => this.#listeners.delete(act);
  };

  /**
   * Sends it now, and says that the to-do is done; without a network both are kept, and the server is told when it really was. Throws
   * Problem where it is refused.
   */
  async log(body: InteractionInput, todoId?: string): Promise<Sent> {
    const whole = { interactionTime: new Date().toISOString(), ...body };
    const todo = todoId ? { todo: { id: todoId, key: newKey() } } : {};
    const kept: Kept = { key: newKey(), personId: this.personId, body: whole, ...todo };
    try {
      const interaction = await this.server.send(kept);
      if (kept.todo) await this.#end({ ...kept, isSent: true });
      return { state: "sent", interaction };
    } catch (error) {
      if (!isAway(error)) throw error;
      await this.store.put(kept);
      await this.read();
      return { state: "kept" };
    }
  }

  /** What is left of one that was sent: kept before it is tried, so that closing the app on the way loses nothing. */
  async #end(sent: Kept): Promise<void> {
    // Where the browser keeps nothing, it is tried all the same.
    await this.store.put(sent).catch(() => undefined);
    await this.#deliver(sent);
    await this.read().catch(() => undefined);
  }

  /** Sends all that waits, one after the other; stops where the network is away again. Whether anything was sent. */
  flush(): Promise<boolean> {
    this.#flushing ??= this.#flush().finally(() => {
      this.#flushing = undefined;
    });
    return this.#flushing;
  }

  async #flush(): Promise<boolean> {
    await this.read();
    const waiting = this.#kept.filter(({ refused }) => !refused);
    if (waiting.length === 0 || !(await this.server.isCaller(this.personId).catch(() => false))) return false;
    let hasSent = false;
    for (const kept of waiting) {
      if (!(await this.#deliver(kept))) break;
      hasSent = true;
    }
    await this.read();
    return hasSent;
  }

  /** First what was written, then its to-do, each under a key of its own: wherever it breaks off, it goes on there. False without a network. */
  async #deliver(kept: Kept): Promise<boolean> {
    let at = kept;
    try {
      if (!at.isSent) {
        await this.server.send(at);
        at = { ...at, isSent: true };
        if (at.todo) await this.store.put(at);
      }
      if (at.todo) await this.server.complete(at.todo).catch(unlessClosed);
      await this.store.remove(at.key);
    } catch (error) {
      if (isAway(error) || !(error instanceof Problem)) return false;
      const { reason, message: detail, metadata } = error;
      await this.store.put({ ...at, refused: { reason, detail, metadata } });
    }
    return true;
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

/** It was done meanwhile, or is no longer theirs: nothing is left to say. */
function unlessClosed(error: unknown): void {
  if (!(error instanceof Problem) || (error.reason !== "TODO_CLOSED" && error.status !== 404)) throw error;
}

const SERVER: Server = {
  isCaller: async (personId) => {
    const { user, viewEndTime } = await reply(api.GET("/v1/me"));
    return user?.id === personId && !viewEndTime;
  },
  send: ({ key, body }) => reply(api.POST("/v1/interactions", { body, headers: { [IDEMPOTENCY_KEY]: key } })),
  // Without an etag: whatever else became of it meanwhile, the person said that it is done.
  complete: ({ id, key }) =>
    reply(
      api.POST("/v1/todos/{todo_id}:complete", {
        params: { path: { todo_id: id } },
        body: {},
        headers: { [IDEMPOTENCY_KEY]: key },
      }),
    ),
};

let outbox: Outbox | undefined;

/** Of one person at a time: `const { state } = await outboxOf(me.id).log({ subjectType: "account", ... }, todo?.id)`. */
export function outboxOf(personId: string): Outbox {
  if (outbox?.personId !== personId) outbox = new Outbox(personId);
  return outbox;
}
