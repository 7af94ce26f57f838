import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { dateFormat } from "../i18n/formats";
import { Button, IconButton } from "./Button";
import { CalendarDay } from "./CalendarDay";
import { CalendarMonth } from "./CalendarMonth";
import { today } from "./days";
import type { Go } from "./Go";
import { Icon, type IconName } from "./Icon";
import type { Tone } from "./shown";
import { span, step } from "./spans";
import "./calendar.css";

export type CalendarView = "month" | "week" | "day";

export interface CalendarItem {
  id: string;
  /** "2026-11-23" */
  day: string;
  /** "14:30"; without one it is for the whole day. */
  clock?: string;
  name: string;
  note?: ReactNode;
  icon?: IconName;
  tone?: Tone | undefined;
  go?: Go;
}

export interface CalendarProps {
  view: CalendarView;
  /** The day that is looked at. */
  day: string;
  onChange: (to: { view?: CalendarView; day?: string }) => void;
  /** undefined while they are on their way. */
  items: readonly CalendarItem[] | undefined;
  zone: string;
  /** Shades each day by how much there is of something: amounts due, activities; from 0 to 1, and in words. */
  heat?: Readonly<Record<string, { share: number; text: string }>>;
  /** Beside the views. */
  actions?: ReactNode;
}

const VIEWS = ["month", "week", "day"] as const;

/** What is on which day; a month, a week, or one day. */
export function Calendar(props: CalendarProps) {
  const { view, day, onChange, zone, actions } = props;
  const { t, i18n } = useTranslation();
  const days = span(day, view);
  const by: Intl.DateTimeFormatOptions = {
    timeZone: "UTC",
    year: "numeric",
    month: "long",
    ...(view === "day" && { day: "numeric" }),
  };
  const name = dateFormat(i18n.language, by).format(new Date(`${day}T00:00:00Z`));
  return (
    <div className="calendar">
      <header className="calendar-head">
        <IconButton aria-label={t("calendar.before")} onPress={() => onChange({ day: step(day, view, -1) })}>
          <Icon name="back" />
        </IconButton>
        <IconButton aria-label={t("calendar.after")} onPress={() => onChange({ day: step(day, view, 1) })}>
          <Icon name="forward" />
        </IconButton>
        <h2 aria-live="polite">{name}</h2>
        <Button kind="plain" onPress={() => onChange({ day: today(zone) })}>
          {t("days.today")}
        </Button>
        <fieldset className="calendar-views" aria-label={t("calendar.view")}>
          {VIEWS.map((each) => (
            <Button key={each} kind="plain" aria-pressed={each === view} onPress={() => onChange({ view: each })}>
              {t(`calendar.views.${each}`)}
            </Button>
          ))}
        </fieldset>
        {actions}
      </header>
      {view === "month" ? (
        <CalendarMonth {...props} days={days} />
      ) : (
        <div className={`calendar-columns ${view}`}>
          {days.map((each) => (
            <CalendarDay key={each} {...props} of={each} />
          ))}
        </div>
      )}
    </div>
  );
}
