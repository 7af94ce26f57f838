export const STEPS = ["company", "people", "start"] as const;
export type Step = (typeof STEPS)[number];

export function stepOf(text: unknown): Step {
  return STEPS.find((step) => step === text) ?? "company";
}
