import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { todayIn } from "../../parts/days";
import { dayText } from "../../parts/moments";
import { Button, IconButton } from "../../ui/Button";
import { Select } from "../../ui/choices";
import { Icon } from "../../ui/Icon";
import { usePeople } from "../../ui/people";
import { daysOf, stepped } from "./days";
import { type CalendarSearch, TEAM, VIEWS, type View } from "./search";

interface BarProps {
  view: View;
  day: string;
  who: string | undefined;
  isPhone: boolean;
  set: (change: CalendarSearch) => void;
}

const ME = "me";

/** Which days, how many of them, and whose. */
export function Bar({ view, day, who, isPhone, set }: BarProps) {
  const { t } = useTranslation("calendar");
  const { zone, language } = useSession();
  return (
    <div className="cal-bar">
      <div className="cal-steps">
        <Button onPress={() => set({ day: todayIn(zone) })}>{t("today")}</Button>
        <IconButton aria-label={t("before")} onPress={() => set({ day: stepped(view, day, -1) })}>
          <Icon name="back" />
        </IconButton>
        <IconButton aria-label={t("after")} onPress={() => set({ day: stepped(view, day, 1) })}>
          <Icon name="forward" />
        </IconButton>
        <h2>{spanText(view, day, language)}</h2>
      </div>
      <div className="cal-steps">
        <Whose who={who} set={set} />
        {!isPhone && (
          <div className="cal-views">
            {VIEWS.map((each) => (
              <Button key={each} kind="plain" aria-pressed={each === view} onPress={() => set({ view: each })}>
                {t(`view.${each}`)}
              </Button>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

function spanText(view: View, day: string, language: string): string {
  if (view === "month") return dayText(day, language, { year: "numeric", month: "long" });
  if (view === "day") return dayText(day, language, { month: "long", day: "numeric", weekday: "long" });
  const days = daysOf("week", day);
  const short = (each: string | undefined): string =>
    dayText(each ?? day, language, { month: "short", day: "numeric" });
  return `${short(days[0])} – ${short(days[6])}`;
}

/** Whose, for who sees more than their own. */
function Whose({ who, set }: Pick<BarProps, "who" | "set">) {
  const { t } = useTranslation("calendar");
  const { me, reach, teams } = useSession();
  const { options, nameOf } = usePeople();
  const far = reach("todo.read") ?? "REACH_OWN";
  if (teams.length === 0 || far === "REACH_OWN" || far === "REACH_SHARED") return null;
  const named = who && who !== TEAM && !options.some(({ id }) => id === who);
  const people = [
    { id: ME, name: t("whose.me") },
    { id: TEAM, name: t("whose.team") },
    ...(named ? [{ id: who, name: nameOf(who) ?? who }] : []),
    ...options.filter(({ id }) => id !== me.id),
  ];
  return (
    <div className="cal-who">
      <Select
        label={t("whose.title")}
        options={people}
        selectedKey={who ?? ME}
        onSelectionChange={(key) => set({ who: key === ME ? "" : String(key) })}
      />
    </div>
  );
}
