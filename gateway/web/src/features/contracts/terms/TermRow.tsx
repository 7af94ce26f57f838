import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useChoices } from "../../../i18n/words";
import { IconButton } from "../../../ui/Button";
import { Checkbox, Select } from "../../../ui/choices";
import { DatePicker } from "../../../ui/dates";
import { TextField } from "../../../ui/fields";
import { Icon } from "../../../ui/Icon";
import { MoneyField } from "../../../ui/MoneyField";
import { useOptions } from "../../../ui/useOptions";
import type { OffsetUnit, PaymentTerm } from "../types";
import type { Draft } from "./drafts";
import { useConditionText, valueText } from "./words";

interface TermRowProps {
  draft: Draft;
  position: number;
  currencyCode: string;
  onChange: (to: Partial<Draft>) => void;
  /** Not there for what cannot go any more. */
  onRemove: (() => void) | undefined;
}

const SHARE = /^(100|\d{1,2})(\.\d{1,10})?$/;

/** One instalment: what it is called, how much, and when it is owed. */
export function TermRow({ draft, position, currencyCode, onChange, onRemove }: TermRowProps) {
  const { t } = useTranslation("contracts");
  const { language } = useSession();
  const conditionText = useConditionText();
  if (draft.isSettled) {
    const value = valueText(
      draft.by === "share" ? { share: draft.value } : { share: "", amount: { currencyCode, amount: draft.value } },
      language,
    );
    return (
      <div className="term-row settled">
        <b>{draft.name}</b>
        <span>{value}</span>
        <span className="contract-quiet">{t("terms.settled")}</span>
      </div>
    );
  }
  return (
    <div className="term-row">
      <div className="term-line">
        <TextField
          label={t("term.name")}
          value={draft.name}
          onChange={(name) => onChange({ name })}
          maxLength={100}
          isRequired
        />
        <Value draft={draft} currencyCode={currencyCode} onChange={onChange} />
        {onRemove && (
          <IconButton aria-label={t("terms.remove", { position })} onPress={onRemove}>
            <Icon name="close" />
          </IconButton>
        )}
      </div>
      {draft.known ? (
        <p className="contract-quiet">{conditionText(draft.known)}</p>
      ) : (
        <When draft={draft} onChange={onChange} />
      )}
    </div>
  );
}

function Value({ draft, currencyCode, onChange }: Pick<TermRowProps, "draft" | "currencyCode" | "onChange">) {
  const { t } = useTranslation("contracts");
  const ways = [
    { id: "share", name: t("term.share") },
    { id: "amount", name: t("term.amount") },
  ];
  return (
    <>
      <Select
        label={t("term.by")}
        options={ways}
        selectedKey={draft.by}
        onSelectionChange={(key) => onChange({ by: key === "amount" ? "amount" : "share", value: "" })}
      />
      {draft.by === "share" ? (
        <TextField
          label={t("term.percent")}
          value={draft.value}
          onChange={(value) => onChange({ value: value.trim() })}
          inputMode="decimal"
          validate={(value) => (!value || SHARE.test(value) ? null : t("term.noShare"))}
          isRequired
        />
      ) : (
        <MoneyField
          label={t("term.amount")}
          currencyCode={currencyCode}
          value={draft.value}
          onChange={(money) => onChange({ value: money?.amount ?? "" })}
          isRequired
        />
      )}
    </>
  );
}

function When({ draft, onChange }: Pick<TermRowProps, "draft" | "onChange">) {
  const { t } = useTranslation("contracts");
  const kinds = useOptions("MilestoneKind").filter(({ id }) => id !== "MILESTONE_KIND_CUSTOM");
  const units = useOptions("OffsetUnit");
  // The first of the layers is also called by the value that stands for none.
  const layers = useChoices("PaymentLayer").map(({ value, text }) => ({ id: value, name: text }));
  const isFixed = draft.when === "FIXED";
  return (
    <div className="term-line">
      <Select
        label={t("term.when")}
        options={[...kinds, { id: "FIXED", name: t("term.fixed") }]}
        selectedKey={draft.when}
        onSelectionChange={(key) => onChange({ when: key as Draft["when"] })}
      />
      {isFixed ? (
        <DatePicker label={t("term.day")} value={draft.day} onChange={(day) => onChange({ day })} isRequired />
      ) : (
        <>
          <TextField
            label={t("term.afterwards")}
            value={draft.after}
            onChange={(after) => onChange({ after: after.replace(/\D/g, "") })}
            inputMode="numeric"
            maxLength={4}
          />
          <Select
            label={t("term.unit")}
            options={units}
            selectedKey={draft.afterUnit}
            onSelectionChange={(key) => onChange({ afterUnit: key as OffsetUnit })}
          />
        </>
      )}
      <TextField
        label={t("term.credit")}
        value={draft.credit}
        onChange={(credit) => onChange({ credit: credit.replace(/\D/g, "") })}
        inputMode="numeric"
        maxLength={4}
      />
      <Select
        label={t("term.layer")}
        options={layers}
        selectedKey={draft.layer === "PAYMENT_LAYER_UNSPECIFIED" ? "PAYMENT_LAYER_NORMAL" : draft.layer}
        onSelectionChange={(key) => onChange({ layer: key as PaymentTerm["layer"] })}
      />
      <Checkbox isSelected={draft.isHeld} onChange={(isHeld) => onChange({ isHeld })}>
        {t("term.held")}
      </Checkbox>
    </div>
  );
}
