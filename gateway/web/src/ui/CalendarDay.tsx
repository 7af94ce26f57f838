import { useTranslation } from "react-i18next";
import { Linked } from "./Bars";
import type { CalendarItem, CalendarProps } from "./Calendar";
import { today } from "./days";
import { Icon } from "./Icon";
import { Skeleton } from "./shown";
import { dayName } from "./spans";

/** One day with all there is on it. */
export function CalendarDay({ of, items, zone, heat }: CalendarProps & { of: string }) {
  const { t, i18n } = useTranslation();
  const found = inOrder(items ?? [], of);
  return (
    <section className={of === today(zone) ? "calendar-day today" : "calendar-day"}>
      <h3>
        {dayName(of, zone, i18n.language, t)}
        {heat?.[of] && <small>{heat[of].text}</small>}
      </h3>
      {!items && <Skeleton lines={3} />}
      {items && found.length === 0 && <p className="calendar-none">{t("calendar.none")}</p>}
      {found.map((item) => (
        <CalendarEntry key={item.id} of={item} />
      ))}
    </section>
  );
}

export function CalendarEntry({ of, isShort = false }: { of: CalendarItem; isShort?: boolean }) {
  const { clock, name, note, icon, tone, go } = of;
  return (
    <Linked go={go} className={["calendar-entry", isShort && "short", tone].filter(Boolean).join(" ")}>
      {icon && !isShort && <Icon name={icon} size={14} />}
      <span className="calendar-words">
        {clock && <time>{clock}</time>} {name}
        {note && !isShort && <small>{note}</small>}
      </span>
    </Linked>
  );
}

/** What is for the whole day first, then by the clock. */
export function inOrder(items: readonly CalendarItem[], day: string): CalendarItem[] {
  return items
    .filter((item) => item.day === day)
    .sort((one, other) => (one.clock ?? "").localeCompare(other.clock ?? ""));
}
