import { useTranslation } from "react-i18next";
import { InPlace } from "../../../parts/InPlace";
import { TextField } from "../../../ui/fields";
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
    <InPlace
      {...edit}
      label={label}
      onSave={(values) => save({ [of]: values[of]?.trim() ?? "" })}
      field={
        <TextField
          name={of}
          label={label}
          defaultValue={isMasked ? "" : lead[of]}
          {...(isMasked && { hint: t("contact.replaces") })}
          lines={lines}
          maxLength={maxLength}
          isRequired={of === "name"}
          autoFocus
        />
      }
    >
      {lead[of]}
    </InPlace>
  );
}
