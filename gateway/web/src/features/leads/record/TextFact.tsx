import { useTranslation } from "react-i18next";
import { InPlaceText } from "../../../parts/InPlaceText";
import type { Lead } from "../types";
import { useEdit } from "./useEdit";

export type TextOf =
  | "companyName"
  | "name"
  | "title"
  | "need"
  | "region"
  | "industry"
  | "channel"
  | "phone"
  | "email"
  | "wechat";

export interface TextFactProps {
  lead: Lead;
  of: TextOf;
  label: string;
  lines?: number;
  maxLength: number;
  /** Masked: what stands there is not what it is. */
  isMasked?: boolean;
}

/** A text of the lead, changed where it stands. */
export function TextFact({ lead, of, label, lines = 1, maxLength, isMasked = false }: TextFactProps) {
  const { edit, save } = useEdit(lead);
  const { t } = useTranslation("leads");
  return (
    <InPlaceText
      {...edit}
      name={of}
      label={label}
      text={lead[of]}
      onSave={(text) => save({ [of]: text })}
      isMasked={isMasked}
      hint={isMasked ? t("contact.replaces") : undefined}
      lines={lines}
      maxLength={maxLength}
      isRequired={of === "name"}
    />
  );
}
