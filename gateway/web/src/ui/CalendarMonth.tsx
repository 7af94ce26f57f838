import { useTranslation } from "react-i18next";
import { dateFormat } from "../i18n/formats";
import type { CalendarProps } from "./Calendar";
import { CalendarDay, CalendarEntry, inOrder } from "./CalendarDay";
import { today } from "./days";
import { usePhone } from "./usePhone";

/** So many fit into a day of a month; the others are behind "+3". */
const FIT = 3;

export function CalendarMonth(props: CalendarProps & { days: readonly string[] }) {
  const { days, day } = props;
  const { i18n } = useTranslation();
  const isPhone = usePhone();
  const weekday = dateFormat(i18n.language, { timeZone: "UTC", weekday: "short" });
  return (
    <>
      <div className="calendar-weekdays" aria-hidden="true">
        {days.slice(0, 7).map((each) => (
          <span key={each}>{weekday.format(new Date(`${each}T00:00:00Z`))}</span>
        ))}
      </div>
      <ol className="calendar-month">
        {days.map((each) => (
          <Cell key={each} {...props} of={each} isPhone={isPhone} />
        ))}
      </ol>
      {isPhone && <CalendarDay {...props} of={day} />}
    </>
  );
}

function Cell({ of, day, onChange, items, zone, heat, isPhone }: CalendarProps & { of: string; isPhone: boolean }) {
  const { t, i18n } = useTranslation();
  const found = inOrder(items ?? [], of);
  const warmth = heat?.[of];
  const full = dateFormat(i18n.language, { timeZone: "UTC", dateStyle: "full" }).format(new Date(`${of}T00:00:00Z`));
  const classes = [
    "calendar-cell",
    of.slice(0, 7) !== day.slice(0, 7) && "other",
    of === today(zone) && "today",
    of === day && "chosen",
  ];
  return (
    <li
      className={classes.filter(Boolean).join(" ")}
      style={
        warmth && { background: `color-mix(in srgb, var(--accent) ${Math.round(warmth.share * 55)}%, var(--surface))` }
      }
    >
      <button
        type="button"
        className="calendar-number"
        aria-label={[full, warmth?.text, t("calendar.items", { count: found.length })].filter(Boolean).join(" · ")}
        onClick={() => onChange(isPhone ? { day: of } : { day: of, view: "day" })}
      >
        <span>{Number(of.slice(8))}</span>
        {warmth && <small>{warmth.text}</small>}
        {isPhone && found.length > 0 && (
          <span className="calendar-dots">
            {found.slice(0, FIT).map(({ id, tone = "" }) => (
              <i key={id} className={tone} />
            ))}
          </span>
        )}
      </button>
      {!isPhone && found.slice(0, FIT).map((item) => <CalendarEntry key={item.id} of={item} isShort />)}
      {!isPhone && found.length > FIT && (
        <button type="button" className="calendar-more" onClick={() => onChange({ day: of, view: "day" })}>
          {t("calendar.more", { count: found.length - FIT })}
        </button>
      )}
    </li>
  );
}
