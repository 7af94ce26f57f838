import { useTranslation } from "react-i18next";
import { Select } from "../../ui/choices";
import { NumberField, TextField } from "../../ui/fields";
import { useOptions } from "../../ui/useOptions";
import type { Clause } from "./clause";

const DAY_COUNTS = ["360", "365", "366"].map((id) => ({ id, name: id }));

/** What a clause on late interest says; a rate of 0 says that none is owed. */
export function ClauseFields({ of }: { of: Clause | undefined }) {
  const { t } = useTranslation("interest");
  const periods = useOptions("RatePeriod");
  return (
    <>
      <TextField
        name="rate"
        label={t("field.rate")}
        hint={t("field.rateHint")}
        inputMode="decimal"
        defaultValue={of?.rate ?? ""}
        isRequired
        autoFocus
      />
      <Select
        name="period"
        label={t("field.period")}
        options={periods}
        defaultSelectedKey={of?.period ?? "RATE_PERIOD_DAY"}
      />
      <Select
        name="dayCount"
        label={t("field.dayCount")}
        hint={t("field.dayCountHint")}
        options={DAY_COUNTS}
        defaultSelectedKey={String(of?.dayCount ?? 365)}
      />
      <TextField
        name="cap"
        label={t("field.cap")}
        hint={t("field.capHint")}
        inputMode="decimal"
        defaultValue={of?.cap ?? ""}
      />
      <NumberField name="graceDays" label={t("field.graceDays")} defaultValue={of?.graceDays ?? 0} minValue={0} />
    </>
  );
}
