import { takeEarly } from "./early";
import { Problem } from "./problem";

export const IDEMPOTENCY_KEY = "Idempotency-Key";
const READS = new Set(["GET", "HEAD"]);
const WAITS = [400, 1200];

/** A key for one intent of a person. Not crypto.randomUUID: on plain http, as on one's own machine in an office, there is none. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Sends a request, again where that may help: reads, and writes under one and the same key, so that they happen once.
 * Throws a Problem for every answer that is a refusal, and where there is none.
 */
export async function send(request: Request, wait = pause): Promise<Response> {
  const prepared = keyed(request);
  for (const milliseconds of WAITS) {
    const answer = await attempt(prepared.clone());
    if (answer instanceof Response && answer.status !== 503) return accepted(answer);
    // What has no network gets none by waiting for a second.
    if (request.signal.aborted || globalThis.navigator?.onLine === false) break;
    await wait(milliseconds);
  }
  const last = await attempt(prepared);
  if (last instanceof Response) return accepted(last);
  request.signal.throwIfAborted();
  throw Problem.unreachable(last);
}

function keyed(request: Request): Request {
  if (READS.has(request.method) || request.headers.has(IDEMPOTENCY_KEY)) return request;
  const headers = new Headers(request.headers);
  headers.set(IDEMPOTENCY_KEY, newKey());
  return new Request(request, { headers });
}

async function attempt(request: Request): Promise<Response | unknown> {
  try {
    return await (takeEarly(request) ?? fetch(request));
  } catch (error) {
    return error;
  }
}

async function accepted(response: Response): Promise<Response> {
  if (!response.ok) throw await Problem.of(response);
  return response;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
