import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import type { Entry } from "../../parts/agenda";
import { dayText } from "../../parts/moments";
import { Icon } from "../../ui/Icon";
import type { CalendarActs } from "./acts";
import { Chip } from "./Chip";
import { carriedId, isCarried } from "./dragging";

const IN_MONTH = 4;

interface DayProps {
  day: string;
  entries: readonly Entry[];
  acts: CalendarActs;
  isToday: boolean;
  /** Of the month before or after. */
  isOther: boolean;
  /** In a month there is room for a few. */
  isShort: boolean;
  drop: (todoId: string, day: string) => void;
}

/** A day as a cell; something taken from another day may be put down here. */
export function Day({ day, entries, acts, isToday, isOther, isShort, drop }: DayProps) {
  const { t } = useTranslation("calendar");
  const { language } = useSession();
  const [isOver, setOver] = useState(false);
  const shown = isShort ? entries.slice(0, entries.length > IN_MONTH ? IN_MONTH - 1 : IN_MONTH) : entries;
  const name = dayText(day, language, { month: "long", day: "numeric", weekday: "long" });
  const className = ["cal-day", isToday && "today", isOther && "other", isOver && "over"].filter(Boolean).join(" ");
  return (
    <section
      className={className}
      aria-label={name}
      onDragOver={(event) => {
        if (!isCarried(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        drop(carriedId(event), day);
      }}
    >
      <header>
        <button type="button" className="cal-number" aria-label={name} onClick={() => acts.open(day)}>
          {Number(day.slice(8))}
        </button>
        {acts.add && (
          <button
            type="button"
            className="cal-add"
            aria-label={t("addOn", { day: name })}
            onClick={() => acts.add?.(day)}
          >
            <Icon name="plus" size={14} />
          </button>
        )}
      </header>
      <div className="cal-entries">
        {shown.map((entry) => (
          <Chip key={entry.id} of={entry} acts={acts} isWhole={!isShort} />
        ))}
        {shown.length < entries.length && (
          <button type="button" className="cal-more" onClick={() => acts.open(day)}>
            {t("more", { count: entries.length - shown.length })}
          </button>
        )}
      </div>
    </section>
  );
}
