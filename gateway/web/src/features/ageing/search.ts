import { type Basis, LAYERS, type Layer } from "../../parts/report/buckets";
import { GROUPS } from "../../parts/report/groupIds";
import { isDay } from "../../ui/days";

export const BASES = ["AGEING_BASIS_DUE_DATE", "AGEING_BASIS_CLAIM_DATE"] as const satisfies readonly Basis[];
/** Where what is old begins, month by month until then; the second is what provisions are mostly reckoned by. */
export const CUTS = { months: [30, 60, 90], year: [30, 60, 90, 180, 365], years: [365, 730, 1095] } as const;
export type Cut = keyof typeof CUTS;

/** What the page shows, as it stands in the address: who has it has the same report. */
export interface AgeingSearch {
  asOf?: string | undefined;
  /** With it, the same figures to the cent whenever it is opened. */
  knownAt?: string | undefined;
  by?: (typeof GROUPS)[number] | undefined;
  basis?: Basis | undefined;
  layer?: Layer | undefined;
  cut?: Cut | undefined;
  /** In which currency all amounts are told; each in its own without it. */
  currency?: string | undefined;
}

export function validate(search: Readonly<Record<string, unknown>>): AgeingSearch {
  const found: AgeingSearch = {};
  const by = GROUPS.find((each) => each === search.by);
  const basis = BASES.find((each) => each === search.basis);
  const layer = LAYERS.find((each) => each === search.layer);
  const cut = (Object.keys(CUTS) as Cut[]).find((each) => each === search.cut);
  if (typeof search.asOf === "string" && isDay(search.asOf)) found.asOf = search.asOf;
  if (typeof search.knownAt === "string" && !Number.isNaN(Date.parse(search.knownAt))) found.knownAt = search.knownAt;
  if (by) found.by = by;
  if (basis) found.basis = basis;
  if (layer) found.layer = layer;
  if (cut) found.cut = cut;
  if (typeof search.currency === "string") found.currency = search.currency;
  return found;
}
