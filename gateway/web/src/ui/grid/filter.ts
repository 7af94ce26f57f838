/**
 * Filters as people put them together, and as the API takes them (AIP-160): `(state = A OR state = B) AND name:"青禾" AND due_date <= today`.
 * What was written otherwise, in a saved view or by hand, is kept as it is and shown as text.
 */
export type Operator = "is" | "not" | "has" | "from" | "to" | "before" | "after" | "set" | "unset";

export interface Clause {
  /** As the filter calls it: "owner_id". */
  field: string;
  operator: Operator;
  /** Several are alternatives. None for "set" and "unset". */
  values: readonly string[];
}

/** A part of a filter that no clause can say. */
export interface Raw {
  raw: string;
}

export type Part = Clause | Raw;

export const isClause = (part: Part): part is Clause => "field" in part;

const SIGNS: Readonly<Partial<Record<Operator, string>>> = {
  is: "=",
  has: ":",
  from: ">=",
  to: "<=",
  after: ">",
  before: "<",
};
const OPERATORS: Readonly<Record<string, Operator>> = {
  "=": "is",
  ":": "has",
  ">=": "from",
  "<=": "to",
  ">": "after",
  "<": "before",
};

export function writeFilter(parts: readonly Part[]): string {
  return parts
    .map((part) => (isClause(part) ? writeClause(part) : part.raw))
    .filter(Boolean)
    .join(" AND ");
}

/** Both, where both say something. OR binds tighter than AND, so that nothing is needed between the two but AND. */
export function both(...filters: readonly (string | undefined)[]): string {
  return filters.filter((filter) => filter?.trim()).join(" AND ");
}

function writeClause({ field, operator, values }: Clause): string {
  if (operator === "set") return `${field} != null`;
  if (operator === "unset") return `${field} = null`;
  if (values.length === 0) return "";
  const sign = SIGNS[operator] ?? "=";
  const either = values.map((value) => `${field} ${sign} ${writeValue(value)}`);
  const any = either.length > 1 ? `(${either.join(" OR ")})` : (either[0] ?? "");
  return operator === "not" ? `NOT ${any}` : any;
}

/** Days, amounts and names of values stand as they are; everything else in quotes. */
function writeValue(value: string): string {
  if (/^(today([+-]\d+[dwmy])?|-?\d+(\.\d+)?|\d{4}-\d{2}-\d{2}|[A-Z][A-Z0-9_]+|true|false)$/.test(value)) return value;
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n").replaceAll("\t", "\\t")}"`;
}

export function readFilter(text: string): Part[] {
  return split(text).map((piece) => readClause(piece) ?? { raw: piece });
}

const TOKEN = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[()"']|[^\s()"']+|\s+/gsu;

/** At each AND that is in no parentheses. */
function split(text: string): string[] {
  const pieces: string[] = [];
  let [piece, depth] = ["", 0];
  for (const [token] of text.matchAll(TOKEN)) {
    depth += token === "(" ? 1 : token === ")" ? -1 : 0;
    if (token === "AND" && depth === 0) {
      pieces.push(piece);
      piece = "";
    } else piece += token;
  }
  return [...pieces, piece].map((each) => each.trim()).filter(Boolean);
}

const COMPARISON =
  /^([^\W\d][^\s()=<>!:"',]*)\s*(<=|>=|!=|[=<>:])\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s()=<>!"',]+)$/su;

function readClause(piece: string): Clause | null {
  const isNot = /^NOT\s/.test(piece);
  const rest = isNot ? piece.slice(3).trim() : piece;
  const inner = /^\((.*)\)$/s.exec(rest)?.[1] ?? rest;
  const found = alternatives(inner).map((each) => COMPARISON.exec(each.trim()));
  const [first] = found;
  if (!first || found.some((each) => !each || each[1] !== first[1] || each[2] !== first[2])) return null;
  const [, field = "", sign = ""] = first;
  const texts = found.map((each) => each?.[3] ?? "");
  if (texts.length === 1 && isNothing(sign, texts[0]))
    return { field, operator: hasNo(sign, isNot) ? "unset" : "set", values: [] };
  const values = texts.map(readValue);
  if (sign === "!=" && values.length === 1 && !isNot) return { field, operator: "not", values };
  const operator = OPERATORS[sign];
  if (!operator || (isNot && operator !== "is")) return null;
  return { field, operator: isNot ? "not" : operator, values };
}

/** At each OR that is in no quotes. */
function alternatives(text: string): string[] {
  const parts = [""];
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === "OR") parts.push("");
    else parts[parts.length - 1] += token;
  }
  return parts;
}

const isNothing = (sign: string, text = ""): boolean =>
  (text === "null" && sign !== ":") || (text === "*" && sign === ":");
const hasNo = (sign: string, isNot: boolean): boolean => (sign === "=") !== isNot;

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t" };

function readValue(text: string): string {
  if (!/^["']/.test(text)) return text;
  return text
    .slice(1, -1)
    .replace(/\\(u[0-9a-fA-F]{4}|.)/gs, (_, code: string) =>
      code.length > 1 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (ESCAPES[code] ?? code),
    );
}

/** The filter with these clauses in the place of all that were of the field. */
export function withField(parts: readonly Part[], field: string, clauses: readonly Clause[]): Part[] {
  const at = parts.findIndex((part) => isClause(part) && part.field === field);
  const rest = parts.filter((part) => !isClause(part) || part.field !== field);
  return at < 0 ? [...rest, ...clauses] : [...rest.slice(0, at), ...clauses, ...rest.slice(at)];
}

export function ofField(parts: readonly Part[], field: string): Clause[] {
  return parts.filter(isClause).filter((clause) => clause.field === field);
}
