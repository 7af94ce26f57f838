import { Button } from "react-aria-components/Button";
import {
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
} from "react-aria-components/Calendar";
import { Heading } from "react-aria-components/Heading";
import { RangeCalendar } from "react-aria-components/RangeCalendar";
import { Icon } from "./Icon";
import "./dates.css";

/** The month of a date picker. */
export function Month() {
  return (
    <Calendar className="month">
      <Sheet />
    </Calendar>
  );
}

export function MonthRange() {
  return (
    <RangeCalendar className="month">
      <Sheet />
    </RangeCalendar>
  );
}

function Sheet() {
  return (
    <>
      <header>
        <Button slot="previous" className="button plain icon">
          <Icon name="back" />
        </Button>
        <Heading className="month-name" />
        <Button slot="next" className="button plain icon">
          <Icon name="forward" />
        </Button>
      </header>
      <CalendarGrid className="month-days">
        <CalendarGridHeader>{(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}</CalendarGridHeader>
        <CalendarGridBody>{(date) => <CalendarCell date={date} className="month-day" />}</CalendarGridBody>
      </CalendarGrid>
    </>
  );
}
