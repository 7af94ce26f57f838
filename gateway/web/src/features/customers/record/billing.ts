import type { Values } from "../../../ui/formValues";
import type { Account, AccountPatch } from "../types";

export const INVOICE_FIELDS = ["title", "taxNumber", "bankName", "bankAccount", "address", "phone"] as const;
export const INVOICE_TYPES = ["vat_special", "vat_ordinary", "proforma", "receipt"] as const;
export const PAPERS = ["acceptance", "delivery_note"] as const;

const field = (name: string): string => `invoiceProfile.${name}`;

/** The body of what the form says. Papers that it does not know stay as they are. */
export function billingOf(values: Values, { paymentHabit }: Account): AccountPatch {
  const invoice = Object.fromEntries(INVOICE_FIELDS.map((name) => [name, values[field(name)]?.trim() ?? ""]));
  const unknown = paymentHabit?.requiredPapers.filter((paper) => !PAPERS.some((known) => known === paper)) ?? [];
  const papers = PAPERS.filter((paper) => values[`paper.${paper}`] !== undefined);
  return {
    invoiceProfile: { ...invoice, invoiceType: values[field("invoiceType")] ?? "" },
    paymentHabit: {
      closingDay: Number(values["paymentHabit.closingDay"]) || 0,
      paymentDay: Number(values["paymentHabit.paymentDay"]) || 0,
      requiredPapers: [...papers, ...unknown],
    },
  };
}
