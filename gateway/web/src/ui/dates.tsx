import type { DateValue } from "@internationalized/date";
import { Button } from "react-aria-components/Button";
import { DateField as BaseField, DateInput, DateSegment } from "react-aria-components/DateField";
import { DatePicker as BasePicker } from "react-aria-components/DatePicker";
import { DateRangePicker as BaseRange } from "react-aria-components/DateRangePicker";
import { Dialog } from "react-aria-components/Dialog";
import { Group } from "react-aria-components/Group";
import { Popover } from "react-aria-components/Popover";
import { useTranslation } from "react-i18next";
import { type DayRange, fromDay, toDay } from "./day";
import { invalid, type Said, Worded } from "./fields";
import { Icon } from "./Icon";
import { Month, MonthRange } from "./Month";
import "./dates.css";

interface Common extends Said {
  name?: string;
  isRequired?: boolean;
  isDisabled?: boolean;
  isReadOnly?: boolean;
  autoFocus?: boolean;
  /** The first and last day that may be chosen. */
  from?: string | undefined;
  to?: string | undefined;
}

/** Days are text as the API has them: "2026-11-23", empty for none. */
export interface DateFieldProps extends Common {
  value?: string | undefined;
  defaultValue?: string | undefined;
  onChange?: (day: string) => void;
}

function common({ label: _, hint: __, error, from, to, ...props }: Common) {
  return { ...props, ...invalid(error), minValue: toDay(from), maxValue: toDay(to), className: "field" };
}

function single({ value, defaultValue, onChange, ...props }: DateFieldProps) {
  return {
    ...common(props),
    ...(value !== undefined && { value: toDay(value) }),
    ...(defaultValue !== undefined && { defaultValue: toDay(defaultValue) }),
    ...(onChange && { onChange: (day: DateValue | null) => onChange(fromDay(day)) }),
  };
}

/** A day, typed. For days far away: when a company was founded. */
export function DateField(props: DateFieldProps) {
  return (
    <BaseField {...single(props)}>
      <Worded {...props}>
        <DateInput className="input date">
          {(segment) => <DateSegment segment={segment} className="segment" />}
        </DateInput>
      </Worded>
    </BaseField>
  );
}

/** A day, typed or chosen from a month. */
export function DatePicker(props: DateFieldProps) {
  const { t } = useTranslation();
  return (
    <BasePicker {...single(props)}>
      <Worded {...props}>
        <Group className="input picked">
          <DateInput className="date">{(segment) => <DateSegment segment={segment} className="segment" />}</DateInput>
          <Button aria-label={t("date.open")}>
            <Icon name="calendar" />
          </Button>
        </Group>
      </Worded>
      <Popover className="over">
        <Dialog className="month-dialog" aria-label={props.label}>
          <Month />
        </Dialog>
      </Popover>
    </BasePicker>
  );
}

export interface DateRangePickerProps extends Omit<Common, "name"> {
  startName?: string;
  endName?: string;
  value?: DayRange | null;
  defaultValue?: DayRange | null;
  onChange?: (range: DayRange | null) => void;
}

/** From a day to a day, both included. */
export function DateRangePicker({ value, defaultValue, onChange, ...props }: DateRangePickerProps) {
  const { t } = useTranslation();
  return (
    <BaseRange
      {...common(props)}
      {...(value !== undefined && { value: rangeOf(value) })}
      {...(defaultValue !== undefined && { defaultValue: rangeOf(defaultValue) })}
      {...(onChange && {
        onChange: (range: { start: DateValue; end: DateValue } | null) =>
          onChange(range && { start: fromDay(range.start), end: fromDay(range.end) }),
      })}
    >
      <Worded {...props}>
        <Group className="input picked">
          <DateInput slot="start" className="date">
            {(segment) => <DateSegment segment={segment} className="segment" />}
          </DateInput>
          <span aria-hidden="true" className="date-to">
            –
          </span>
          <DateInput slot="end" className="date">
            {(segment) => <DateSegment segment={segment} className="segment" />}
          </DateInput>
          <Button aria-label={t("date.open")}>
            <Icon name="calendar" />
          </Button>
        </Group>
      </Worded>
      <Popover className="over">
        <Dialog className="month-dialog" aria-label={props.label}>
          <MonthRange />
        </Dialog>
      </Popover>
    </BaseRange>
  );
}

function rangeOf(range: DayRange | null) {
  const [start, end] = [toDay(range?.start), toDay(range?.end)];
  return start && end ? { start, end } : null;
}
