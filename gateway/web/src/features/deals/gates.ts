/**
 * Whether the conditions of a gate hold, as far as they can be judged here: comparisons, `in`, `&&`, `||`, `!` over the facts of a deal. The
 * server judges all of them; what is beyond this is left open, and found out by moving on.
 */
export interface Facts {
  stage: string;
  has_account: boolean;
  amount: number;
  currency: string;
  expected_close_date: string;
  days_to_close: number;
  line_count: number;
  competitor: string;
  completed_actions: readonly string[];
  days_in_stage: number;
  days_open: number;
}

type Value = string | number | boolean | readonly Value[];

/** A condition that says something that is not judged here. */
class Beyond extends Error {}

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?)|('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|([A-Za-z_]\w*)|(&&|\|\||[<>=!]=|[<>!()[\],.]))/y;

interface Token {
  kind: "number" | "text" | "name" | "sign";
  text: string;
}

function tokensOf(expression: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  const source = expression.trim();
  while (TOKEN.lastIndex < source.length) {
    const hit = TOKEN.exec(source);
    if (!hit) throw new Beyond();
    const [, number, text, name, sign] = hit;
    if (number !== undefined) found.push({ kind: "number", text: number });
    else if (text !== undefined) found.push({ kind: "text", text: text.slice(1, -1) });
    else if (name !== undefined) found.push({ kind: "name", text: name });
    else found.push({ kind: "sign", text: sign ?? "" });
  }
  return found;
}

const COMPARE: Readonly<Record<string, (one: Value, other: Value) => boolean>> = {
  "==": (one, other) => one === other,
  "!=": (one, other) => one !== other,
  "<": (one, other) => one < other,
  "<=": (one, other) => one <= other,
  ">": (one, other) => one > other,
  ">=": (one, other) => one >= other,
};

class Reader {
  #at = 0;

  constructor(
    readonly tokens: readonly Token[],
    readonly facts: Facts,
  ) {}

  all(): Value {
    const value = this.#either();
    if (this.#at < this.tokens.length) throw new Beyond();
    return value;
  }

  #next(...signs: readonly string[]): string | undefined {
    const token = this.tokens[this.#at];
    if (!token || token.kind === "text" || !signs.includes(token.text)) return undefined;
    this.#at += 1;
    return token.text;
  }

  #demand(sign: string): void {
    if (!this.#next(sign)) throw new Beyond();
  }

  // Both sides are read, whatever the first one says: they have to be gone past.
  #either(): Value {
    let value = this.#both();
    while (this.#next("||")) {
      const other = this.#both();
      value = isTrue(value) || isTrue(other);
    }
    return value;
  }

  #both(): Value {
    let value = this.#relation();
    while (this.#next("&&")) {
      const other = this.#relation();
      value = isTrue(value) && isTrue(other);
    }
    return value;
  }

  #relation(): Value {
    const one = this.#single();
    const sign = this.#next("==", "!=", "<=", ">=", "<", ">", "in");
    if (!sign) return one;
    const other = this.#single();
    if (sign === "in") {
      if (!Array.isArray(other)) throw new Beyond();
      return other.includes(one);
    }
    if (typeof one !== typeof other) throw new Beyond();
    return COMPARE[sign]?.(one, other) ?? false;
  }

  #single(): Value {
    if (this.#next("!")) return !isTrue(this.#single());
    if (this.#next("(")) {
      const value = this.#either();
      this.#demand(")");
      return value;
    }
    if (this.#next("[")) return this.#list();
    const token = this.tokens[this.#at];
    this.#at += 1;
    if (token?.kind === "number") return Number(token.text);
    if (token?.kind === "text") return token.text;
    if (token?.kind === "name") return this.#named(token.text);
    throw new Beyond();
  }

  #list(): Value {
    const values: Value[] = [];
    while (!this.#next("]")) {
      values.push(this.#single());
      if (!this.#next(",")) {
        this.#demand("]");
        break;
      }
    }
    return values;
  }

  #named(name: string): Value {
    if (name === "true" || name === "false") return name === "true";
    const known: Readonly<Record<string, Value>> = { ...this.facts };
    const value = Object.hasOwn(known, name) ? known[name] : undefined;
    if (value === undefined) throw new Beyond();
    return value;
  }
}

function isTrue(value: Value): boolean {
  if (typeof value !== "boolean") throw new Beyond();
  return value;
}

/** undefined where it cannot be judged here. */
export function holds(expression: string, facts: Facts): boolean | undefined {
  try {
    return isTrue(new Reader(tokensOf(expression), facts).all());
  } catch (error) {
    if (error instanceof Beyond) return undefined;
    throw error;
  }
}

/** What one would fill in for a condition to hold. */
export type Mend =
  | { kind: "account" | "amount" | "closeDate" | "competitor" | "lines" }
  | { kind: "action"; key: string };

const MENDS: Readonly<Record<string, Exclude<Mend["kind"], "action">>> = {
  has_account: "account",
  amount: "amount",
  expected_close_date: "closeDate",
  days_to_close: "closeDate",
  competitor: "competitor",
  line_count: "lines",
};

/** Which parts of a deal a condition asks for, each once. */
export function mendsOf(expression: string): Mend[] {
  let tokens: Token[];
  try {
    tokens = tokensOf(expression);
  } catch {
    return [];
  }
  const kinds = new Set(tokens.flatMap(({ kind, text }) => (kind === "name" && MENDS[text] ? [MENDS[text]] : [])));
  const asksActions = tokens.some(({ kind, text }) => kind === "name" && text === "completed_actions");
  const keys = asksActions ? tokens.filter(({ kind }) => kind === "text").map(({ text }) => text) : [];
  return [...[...kinds].map((kind) => ({ kind })), ...keys.map((key) => ({ kind: "action" as const, key }))];
}
