import { fromMinor, type Money, toMinor } from "../../../api/money";
import type { Instalment, MilestoneKind, OffsetUnit, PaymentTerm, PaymentTermInput } from "../types";

/** One instalment as it is typed. What the form does not show stays as it was, in `known`. */
export interface Draft {
  key: number;
  /** The instalment of the plan that goes on. */
  instalmentId: string;
  name: string;
  by: "share" | "amount";
  /** In per cent, or the amount. */
  value: string;
  /** Which milestone, or FIXED for a day. */
  when: MilestoneKind | "FIXED";
  day: string;
  after: string;
  afterUnit: OffsetUnit;
  /** Days to pay from the day of the claim. */
  credit: string;
  layer: PaymentTerm["layer"];
  isHeld: boolean;
  /** Of what is too rich for the form: it is kept, and only its name and value can be changed. */
  known: PaymentTerm | undefined;
  /** Paid or owed: nothing about it changes. */
  isSettled: boolean;
}

let keys = 0;

export function blank(): Draft {
  keys += 1;
  return {
    key: keys,
    instalmentId: "",
    name: "",
    by: "share",
    value: "",
    when: "MILESTONE_KIND_EFFECTIVE",
    day: "",
    after: "",
    afterUnit: "OFFSET_UNIT_DAYS",
    credit: "",
    layer: "PAYMENT_LAYER_NORMAL",
    isHeld: false,
    known: undefined,
    isSettled: false,
  };
}

/** Whether the form shows all that a term says. */
export function isPlain({
  trigger,
  credit,
  shareBase,
}: Pick<PaymentTerm, "trigger" | "credit" | "shareBase">): boolean {
  const [anchor, ...others] = trigger?.anchors ?? [];
  const isSimpleCredit =
    !credit?.endOfMonth && !credit?.dayOfMonth && (!credit?.offset || credit.offset.unit === "OFFSET_UNIT_DAYS");
  const ofWhole = shareBase === "SHARE_BASE_UNSPECIFIED" || shareBase === "SHARE_BASE_CONTRACT";
  return anchor !== undefined && others.length === 0 && !anchor.milestoneCode && isSimpleCredit && ofWhole;
}

export function draftOf(term: PaymentTerm): Draft {
  const anchor = term.trigger?.anchors[0];
  return {
    ...blank(),
    name: term.name,
    by: term.share ? "share" : "amount",
    value: term.share ? String(Number(term.share)) : (term.amount?.amount ?? ""),
    when: anchor?.fixedDate ? "FIXED" : (anchor?.milestoneKind ?? "MILESTONE_KIND_EFFECTIVE"),
    day: anchor?.fixedDate ?? "",
    after: anchor?.offset ? String(anchor.offset.amount) : "",
    afterUnit: anchor?.offset?.unit ?? "OFFSET_UNIT_DAYS",
    credit: term.credit?.offset ? String(term.credit.offset.amount) : "",
    layer: term.layer,
    isHeld: term.gate === "PAYMENT_GATE_SHIPMENT",
    known: isPlain(term) ? undefined : term,
  };
}

/** An instalment of a plan as a term: what was paid or invoiced stays as it is. */
export function draftOfInstalment(instalment: Instalment): Draft {
  const { amount, paid, invoiced, share } = instalment;
  const term: PaymentTerm = { ...instalment, ...(share ? {} : amount && { amount }) };
  const isTouched = [paid, invoiced].some((each) => each && toMinor(each) > 0n);
  return {
    ...draftOf(share ? omitAmount(term) : term),
    instalmentId: instalment.id,
    isSettled: instalment.claimState === "CLAIM_STATE_CLOSED" || isTouched,
  };
}

function omitAmount({ amount: _, ...term }: PaymentTerm): PaymentTerm {
  return term;
}

export function termOf(draft: Draft, currencyCode: string): PaymentTermInput {
  const value = draft.by === "share" ? { share: draft.value } : { amount: { currencyCode, amount: draft.value } };
  if (draft.known) {
    const { name: _, share: __, amount: ___, ...rest } = pickTerm(draft.known);
    return { ...rest, name: draft.name, ...value };
  }
  const offset =
    draft.after && draft.when !== "FIXED" ? { offset: { amount: Number(draft.after), unit: draft.afterUnit } } : {};
  const anchor = draft.when === "FIXED" ? { fixedDate: draft.day } : { milestoneKind: draft.when, ...offset };
  return {
    name: draft.name,
    ...value,
    layer: draft.layer,
    trigger: { anchors: [anchor] },
    ...(draft.credit && { credit: { offset: { amount: Number(draft.credit), unit: "OFFSET_UNIT_DAYS" } } }),
    gate: draft.isHeld ? "PAYMENT_GATE_SHIPMENT" : "PAYMENT_GATE_UNSPECIFIED",
  };
}

/** An instalment carries more than a term may. */
function pickTerm({
  name,
  share,
  shareBase,
  lotCode,
  amount,
  layer,
  trigger,
  credit,
  gate,
}: PaymentTerm): PaymentTermInput {
  return {
    name,
    share,
    shareBase,
    lotCode,
    layer,
    gate,
    ...(amount && { amount }),
    ...(trigger && { trigger }),
    ...(credit && { credit }),
  };
}

/** What the drafts leave of the whole; undefined where that cannot be reckoned here, as with shares of a lot. */
export function leftOver(drafts: readonly Draft[], total: Money): Money | undefined {
  if (
    drafts.some(
      ({ known }) => known && known.shareBase !== "SHARE_BASE_UNSPECIFIED" && known.shareBase !== "SHARE_BASE_CONTRACT",
    )
  ) {
    return undefined;
  }
  const whole = toMinor(total);
  let [taken, shares] = [0n, 0];
  for (const { by, value } of drafts) {
    if (by === "share") shares += Math.round(Number(value || "0") * 1_000_000);
    else taken += value ? toMinor({ currencyCode: total.currencyCode, amount: value }) : 0n;
  }
  // What is rounded off goes to the last computed one: whole shares leave nothing over.
  const ofShares = (whole * BigInt(shares)) / 100_000_000n;
  return fromMinor(whole - taken - ofShares, total.currencyCode);
}
