/** What a rule may ask of a lead, and how it is compared. */
export const FIELDS = {
  region: "text",
  industry: "text",
  channel: "text",
  product_line: "text",
  company_name: "text",
  need: "text",
  source_kind: "choice",
  heat: "choice",
  estimated_amount: "number",
  score: "number",
  tags: "list",
} as const;

export type FieldId = keyof typeof FIELDS;
export type Kind = (typeof FIELDS)[FieldId];
export const FIELD_IDS = Object.keys(FIELDS) as FieldId[];

export const OPERATORS = {
  text: ["is", "not", "has"],
  choice: ["is", "not"],
  number: ["from", "below"],
  list: ["with"],
} as const satisfies Record<Kind, readonly string[]>;

export type Operator = (typeof OPERATORS)[Kind][number];

export interface Clause {
  field: FieldId;
  operator: Operator;
  value: string;
}

/** Whole numbers are of another type there than amounts. */
const WHOLE: ReadonlySet<FieldId> = new Set(["score"]);

/** All of them, as the rule keeps it. A clause without a value says nothing. */
export function writeCondition(clauses: readonly Clause[]): string {
  return clauses
    .filter(({ value }) => value.trim() !== "")
    .map(writeClause)
    .join(" && ");
}

function writeClause({ field, operator, value }: Clause): string {
  const name = `lead.${field}`;
  const text = JSON.stringify(value.trim());
  if (operator === "has") return `${name}.contains(${text})`;
  if (operator === "with") return `${text} in ${name}`;
  if (operator === "is") return `${name} == ${text}`;
  if (operator === "not") return `${name} != ${text}`;
  const number = WHOLE.has(field) ? String(Math.round(Number(value))) : decimal(value);
  return `${name} ${operator === "from" ? ">=" : "<"} ${number}`;
}

function decimal(value: string): string {
  const number = String(Number(value));
  return number.includes(".") ? number : `${number}.0`;
}

const PATTERNS: readonly [RegExp, (found: readonly string[]) => Clause | undefined][] = [
  [/^lead\.(\w+)\.contains\((".*")\)$/, ([, field = "", text = ""]) => clause(field, "has", text)],
  [/^(".*") in lead\.(\w+)$/, ([, text = "", field = ""]) => clause(field, "with", text)],
  [/^lead\.(\w+) == (".*")$/, ([, field = "", text = ""]) => clause(field, "is", text)],
  [/^lead\.(\w+) != (".*")$/, ([, field = "", text = ""]) => clause(field, "not", text)],
  [/^lead\.(\w+) >= (-?[\d.]+)$/, ([, field = "", number = ""]) => clause(field, "from", number)],
  [/^lead\.(\w+) < (-?[\d.]+)$/, ([, field = "", number = ""]) => clause(field, "below", number)],
];

/** The clauses of a condition; undefined where it says more than clauses can. */
export function readCondition(condition: string): Clause[] | undefined {
  if (!condition.trim()) return [];
  const parts = condition.split(" && ").map((part) => {
    for (const [pattern, read] of PATTERNS) {
      const found = pattern.exec(part.trim());
      if (found) return read(found);
    }
    return undefined;
  });
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

function clause(name: string, operator: Operator, written: string): Clause | undefined {
  const field = FIELD_IDS.find((id) => id === name);
  if (!field || !(OPERATORS[FIELDS[field]] as readonly string[]).includes(operator)) return undefined;
  try {
    return { field, operator, value: String(JSON.parse(written)) };
  } catch {
    return undefined;
  }
}
