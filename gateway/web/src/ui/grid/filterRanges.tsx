import { useState } from "react";
import { useTranslation } from "react-i18next";
import { readAmount } from "../amount";
import { Button } from "../Button";
import { DateRangePicker } from "../dates";
import { TextField } from "../fields";
import type { FilterEditorProps } from "./FilterEditor";
import { ID, PERIODS, type Period, periodOf, rangeOf } from "./filterText";

/** From a day to a day, or a time that moves with the calendar. */
export function Days({ field, clauses, onChange, close }: FilterEditorProps) {
  const { t } = useTranslation();
  const now = periodOf(clauses);
  const { from, to } = rangeOf(clauses);
  const change = ([start, end]: readonly [string, string]): void =>
    onChange([
      { field: field.id, operator: "from", values: [start] },
      { field: field.id, operator: "to", values: [end] },
    ]);
  return (
    <>
      <div className="filter-periods">
        {(Object.keys(PERIODS) as Period[]).map((period) => (
          <Button
            key={period}
            kind={period === now ? "main" : "plain"}
            onPress={() => {
              change(PERIODS[period]);
              close();
            }}
          >
            {t(`filter.period.${period}`)}
          </Button>
        ))}
      </div>
      <DateRangePicker
        label={t("filter.days")}
        defaultValue={now || !from || !to ? null : { start: from, end: to }}
        onChange={(range) => range && change([range.start, range.end])}
      />
    </>
  );
}

/** From an amount to an amount. */
export function Range({ field, clauses, onChange }: FilterEditorProps) {
  const { t } = useTranslation();
  const [{ from, to }, setTyped] = useState(() => rangeOf(clauses));
  // Amounts are compared as numbers, whatever the currency of the row.
  const exact = (text: string): string => (readAmount(text, "CNY") ?? "").replace(/\.00$/, "");
  const change = (range: { from: string; to: string }): void => {
    setTyped(range);
    const [least, most] = [exact(range.from), exact(range.to)];
    onChange([
      ...(least ? [{ field: field.id, operator: "from" as const, values: [least] }] : []),
      ...(most ? [{ field: field.id, operator: "to" as const, values: [most] }] : []),
    ]);
  };
  return (
    <div className="filter-range">
      <TextField label={t("filter.least")} value={from} onChange={(text) => change({ from: text, to })} autoFocus />
      <TextField label={t("filter.most")} value={to} onChange={(text) => change({ from, to: text })} />
    </div>
  );
}

/** What a text contains. */
export function Words({ field, clauses, onChange }: FilterEditorProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(clauses[0]?.values[0] ?? "");
  const change = (text: string): void => {
    setTyped(text);
    onChange(text.trim() ? [{ field: field.id, operator: "has", values: [text.trim()] }] : []);
  };
  return (
    <TextField
      label={field.kind === "tags" ? t("filter.tag") : t("filter.contains")}
      value={typed}
      onChange={change}
      autoFocus
    />
  );
}

/** Whose id it is; asked for once it is whole. */
export function Id({ field, clauses, onChange }: FilterEditorProps) {
  const [typed, setTyped] = useState(clauses[0]?.values[0] ?? "");
  const change = (text: string): void => {
    setTyped(text);
    const id = text.trim().toLowerCase();
    onChange(ID.test(id) ? [{ field: field.id, operator: "is", values: [id] }] : []);
  };
  return <TextField label={field.name} value={typed} onChange={change} autoFocus />;
}
