import type { Values } from "../../../ui/formValues";
import type { LeadInput } from "../types";

const TEXTS = [
  "companyName",
  "phone",
  "email",
  "wechat",
  "title",
  "need",
  "region",
  "industry",
  "channel",
  "sourceId",
  "ownerId",
] as const;

/** The lead that a form tells of. Where nobody is named, the company stands for the person. */
export function bodyOf(values: Values, currencyCode: string): LeadInput {
  const texts = Object.fromEntries(
    TEXTS.flatMap((field) => {
      const text = values[field]?.trim();
      return text ? [[field, text]] : [];
    }),
  );
  const amount = values["estimatedAmount.amount"];
  const horizon = values.purchaseHorizon as LeadInput["purchaseHorizon"] | "";
  return {
    name: values.name?.trim() || values.companyName?.trim() || "",
    ...texts,
    ...(horizon && { purchaseHorizon: horizon }),
    ...(amount && { estimatedAmount: { currencyCode, amount } }),
  };
}
