import type { components } from "../../api/generated/openapi";
import { temporaryPassword } from "../../parts/temporaryPassword";
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

/** The lines that say anything. */
export function invitedOf(values: Values, lines: readonly number[], password = temporaryPassword): Invited[] {
  return lines.flatMap((line) => {
    const name = values[`name.${line}`]?.trim() ?? "";
    const email = values[`email.${line}`]?.trim() ?? "";
    if (!name && !email) return [];
    return [{ line, name, email, roleId: values[`role.${line}`] ?? "", password: password() }];
  });
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
