import { type Layer, STEPS } from "./steps";

const LAYERS = [
  "PAYMENT_LAYER_NORMAL",
  "PAYMENT_LAYER_RETENTION",
  "PAYMENT_LAYER_ADVANCE",
] as const satisfies readonly Layer[];

export { LAYERS };

/** What the page shows, as it stands in the address. */
export interface PathSearch {
  step?: (typeof STEPS)[number] | undefined;
  /** Whose; empty for nobody's. */
  owner?: string | undefined;
  currency?: string | undefined;
  layer?: (typeof LAYERS)[number] | undefined;
  /** What the bars measure; amounts where nothing is said. */
  by?: "days" | undefined;
  /** The instalment that is open beside the list. */
  instalment?: string | undefined;
}

export function validate(search: Readonly<Record<string, unknown>>): PathSearch {
  const found: PathSearch = {};
  const step = STEPS.find((each) => each === search.step);
  const layer = LAYERS.find((each) => each === search.layer);
  if (step) found.step = step;
  if (layer) found.layer = layer;
  if (search.by === "days") found.by = "days";
  for (const key of ["owner", "currency", "instalment"] as const) {
    const value = search[key];
    if (typeof value === "string") found[key] = value;
  }
  return found;
}
