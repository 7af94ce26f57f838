import type { Money } from "../../api/money";
import type { Answer, Item } from "./types";

/** What somebody says of one line while it is being said. */
export interface Said {
  verdict?: "confirmed" | "disputed";
  text: string;
  amount: Money | null;
}

export type Saying = Readonly<Record<number, Said>>;

export const NOTHING: Said = { text: "", amount: null };

/** The first line that has no answer yet, or a dispute without words; undefined where all is said. */
export function unsaid(items: readonly Item[], saying: Saying): number | undefined {
  return items.find(({ position }) => {
    const said = saying[position];
    return !said?.verdict || (said.verdict === "disputed" && said.text.trim() === "");
  })?.position;
}

export function answersOf(items: readonly Item[], saying: Saying): Answer[] {
  return items.map(({ position }) => {
    const said = saying[position] ?? NOTHING;
    if (said.verdict !== "disputed") return { position, verdict: "ANSWER_VERDICT_CONFIRMED" };
    return {
      position,
      verdict: "ANSWER_VERDICT_DISPUTED",
      text: said.text.trim(),
      ...(said.amount && { amount: said.amount }),
    };
  });
}
