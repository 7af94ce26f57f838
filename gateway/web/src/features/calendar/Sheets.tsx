import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import type { Entry } from "../../parts/agenda";
import { todayIn } from "../../parts/days";
import { dayText } from "../../parts/moments";
import type { CalendarActs } from "./acts";
import { Chip } from "./Chip";
import { Day } from "./Day";
import { daysOf } from "./days";
import { NONE } from "./queries";
import type { View } from "./search";

interface SheetProps {
  view: View;
  day: string;
  byDay: ReadonlyMap<string, readonly Entry[]>;
  acts: CalendarActs;
  drop: (todoId: string, day: string) => void;
}

/** A month or a week: days beside each other. */
export function Cells({ view, day, byDay, acts, drop }: SheetProps) {
  const { zone, language } = useSession();
  const today = todayIn(zone);
  const days = daysOf(view, day);
  return (
    <div className={`cal ${view}`}>
      <div className="cal-head" aria-hidden="true">
        {days.slice(0, 7).map((each) => (
          <span key={each}>{dayText(each, language, { weekday: "short" })}</span>
        ))}
      </div>
      <div className="cal-days">
        {days.map((each) => (
          <Day
            key={each}
            day={each}
            entries={byDay.get(each) ?? NONE}
            acts={acts}
            isToday={each === today}
            isOther={view === "month" && each.slice(0, 7) !== day.slice(0, 7)}
            isShort={view === "month"}
            drop={drop}
          />
        ))}
      </div>
    </div>
  );
}

/** One day, one thing below the other. */
export function DayList({ day, byDay, acts }: Pick<SheetProps, "day" | "byDay" | "acts">) {
  const { t } = useTranslation("calendar");
  const entries = byDay.get(day) ?? NONE;
  return (
    <div className="cal-list panel">
      {entries.length === 0 && <p className="cal-none">{t("none")}</p>}
      {entries.map((entry) => (
        <Chip key={entry.id} of={entry} acts={acts} isWhole />
      ))}
    </div>
  );
}

/** The week of a day, each with a dot where there is something: for the phone. */
export function Strip({ day, byDay, open }: Pick<SheetProps, "day" | "byDay"> & { open: (day: string) => void }) {
  const { t } = useTranslation("calendar");
  const { zone, language } = useSession();
  const today = todayIn(zone);
  return (
    <div className="cal-strip">
      {daysOf("week", day).map((each) => {
        const count = byDay.get(each)?.length ?? 0;
        const name = dayText(each, language, { month: "long", day: "numeric", weekday: "long" });
        const [weekday, number] = [dayText(each, language, { weekday: "narrow" }), Number(each.slice(8))];
        return (
          <button
            key={each}
            type="button"
            className={each === today ? "today" : ""}
            aria-pressed={each === day}
            aria-label={`${weekday} ${number} ${t("dayWith", { day: name, count })}`}
            onClick={() => open(each)}
          >
            <span>{weekday}</span> <b>{number}</b>
            <i className={count > 0 ? "some" : ""} />
          </button>
        );
      })}
    </div>
  );
}
