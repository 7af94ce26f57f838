import type { components } from "./generated/openapi";

export type Fault = components["schemas"]["Fault"];
type Said = components["schemas"]["Problem"];

/** Why a request was refused (RFC 9457), or that there was no answer at all. */
export class Problem extends Error {
  override readonly name = "Problem";

  constructor(
    readonly status: number,
    /** Stable: texts and decisions hang on it, never on `message`. */
    readonly reason: string,
    detail: string,
    readonly metadata: Readonly<Record<string, string>> = {},
    readonly faults: readonly Fault[] = [],
    readonly traceId = "",
  ) {
    super(detail);
  }

  static async of(response: Response): Promise<Problem> {
    const traceId = response.headers.get("trace-id") ?? "";
    if (!response.headers.get("content-type")?.startsWith("application/problem+json")) {
      // Not from the gateway, but from something that stands before it.
      return new Problem(response.status, "UNAVAILABLE", response.statusText, {}, [], traceId);
    }
    const said = (await response.json()) as Said;
    return new Problem(said.status, said.reason, said.detail, said.metadata, said.errors, said.traceId);
  }

  /** The network is away; what was sent may or may not have arrived. */
  static unreachable(cause: unknown): Problem {
    const problem = new Problem(0, "UNREACHABLE", "There was no answer.");
    problem.cause = cause;
    return problem;
  }

  /** Somebody else was faster: read anew, then decide. */
  get isStale(): boolean {
    return this.status === 412;
  }

  /** What is wrong with each field of a form, by its dotted name: `/lines/2/quantity` is `lines.2.quantity`. */
  get faultsByField(): Readonly<Record<string, Fault>> {
    return Object.fromEntries(this.faults.flatMap((fault) => (fault.pointer ? [[fieldOf(fault.pointer), fault]] : [])));
  }

  /** The same in the server's words. */
  get fields(): Readonly<Record<string, string>> {
    return Object.fromEntries(Object.entries(this.faultsByField).map(([name, { detail }]) => [name, detail]));
  }
}

function fieldOf(pointer: string): string {
  const parts = pointer.slice(1).split("/");
  return parts.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~")).join(".");
}
