import { parseTime, type Time } from "@internationalized/date";
import { TimeField as Base, DateInput, DateSegment } from "react-aria-components/TimeField";
import { invalid, type Said, Worded } from "./fields";
import "./dates.css";
import "./time-field.css";

export interface TimeFieldProps extends Said {
  /** "18:00"; empty for none. */
  value: string;
  onChange: (time: string) => void;
  name?: string;
  isDisabled?: boolean;
}

/** A time of the day, typed. */
export function TimeField({ label, hint, error, value, onChange, ...props }: TimeFieldProps) {
  return (
    <Base
      {...props}
      {...invalid(error)}
      className="field"
      hourCycle={24}
      value={toTime(value)}
      onChange={(time) => onChange(time?.toString().slice(0, 5) ?? "")}
    >
      <Worded label={label} hint={hint} error={error}>
        <DateInput className="input date time-field">
          {(segment) => <DateSegment segment={segment} className="segment" />}
        </DateInput>
      </Worded>
    </Base>
  );
}

function toTime(text: string): Time | null {
  try {
    return text ? parseTime(text) : null;
  } catch {
    return null;
  }
}
