import type { components } from "../../api/generated/openapi";
import type { Values } from "../../ui/formValues";

type Verdict = components["schemas"]["common.RowVerdict"];

export interface Invited {
  /** The line that it was typed into. */
  line: number;
  name: string;
  email: string;
  roleId: string;
  password: string;
}

// Without what looks alike, for it is read aloud and typed by hand.
const SIGNS = "abcdefghijkmnpqrstuvwxyz23456789";
const LENGTH = 14;

/** The lines that say anything. */
export function invitedOf(values: Values, lines: readonly number[], password = temporaryPassword): Invited[] {
  return lines.flatMap((line) => {
    const name = values[`name.${line}`]?.trim() ?? "";
    const email = values[`email.${line}`]?.trim() ?? "";
    if (!name && !email) return [];
    return [{ line, name, email, roleId: values[`role.${line}`] ?? "", password: password() }];
  });
}

/** 70 bits, in groups that one can read out: "kd7f-2mxq-..." */
export function temporaryPassword(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
  const signs = Array.from(bytes, (byte) => SIGNS[byte % SIGNS.length]).join("");
  return signs.replace(/(.{4})(?=.)/g, "$1-");
}

/** Who is in, and which lines were refused and why. */
export function sorted(
  invited: readonly Invited[],
  verdicts: readonly Verdict[],
): { created: Invited[]; refused: Map<number, NonNullable<Verdict["problem"]>> } {
  const refused = new Map<number, NonNullable<Verdict["problem"]>>();
  for (const { index, problem } of verdicts) {
    const row = invited[index];
    if (row && problem) refused.set(row.line, problem);
  }
  return { created: invited.filter(({ line }) => !refused.has(line)), refused };
}
