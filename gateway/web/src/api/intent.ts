import { IDEMPOTENCY_KEY, newKey } from "./sending";

/**
 * What a person means to do, once, however often it has to be sent: its writes carry the same keys each time it is tried, and it is known
 * which collections they touched.
 */
export class Intent {
  readonly touched = new Set<string>();
  readonly #keys: string[] = [];
  #writes = 0;

  /** Runs `act`; the writes that it begins at once belong to this intent. */
  attempt<T>(act: () => Promise<T>): Promise<T> {
    this.#writes = 0;
    const outer = current;
    current = this;
    try {
      return act();
    } finally {
      current = outer;
    }
  }

  mark(request: Request): Request {
    for (const name of collectionsOf(request.url)) this.touched.add(name);
    const key = this.#keys[this.#writes] ?? newKey();
    this.#keys[this.#writes] = key;
    this.#writes += 1;
    if (request.headers.has(IDEMPOTENCY_KEY)) return request;
    const headers = new Headers(request.headers);
    headers.set(IDEMPOTENCY_KEY, key);
    return new Request(request, { headers });
  }
}

let current: Intent | null = null;

/** The request as the intent that runs right now wants it. */
export function intended(request: Request): Request {
  return current && request.method !== "GET" ? current.mark(request) : request;
}

/** "/v1/contracts/0190.../milestones/0191...:reach" touches contracts and milestones. */
export function collectionsOf(url: string): string[] {
  const [, , ...parts] = new URL(url).pathname.split("/");
  return parts.map((part) => part.replace(/:.*$/, "")).filter((part) => /^[a-z]+$/i.test(part));
}
