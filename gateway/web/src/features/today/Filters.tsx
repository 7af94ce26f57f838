import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { GoLink } from "../../ui/Go";
import { Icon } from "../../ui/Icon";
import { usePeople } from "../../ui/people";
import { SHOWN, type Shown, TEAM, type TodaySearch } from "./search";

interface FiltersProps {
  search: TodaySearch;
  counts: Partial<Record<Shown | "all", string>>;
  /** Adds one of one's own. */
  add?: () => void;
}

/** Cash, pipeline, the rest; and for who leads others, whose. */
export function Filters({ search, counts, add }: FiltersProps) {
  const { t } = useTranslation("today");
  const { show, who } = search;
  const whose = who ? { who } : {};
  const shown: (Shown | undefined)[] = [undefined, ...SHOWN];
  return (
    <nav className="today-filters" aria-label={t("show.title")}>
      {shown
        .filter((each) => each === undefined || each === show || counts[each] !== "0")
        .map((each) => (
          <GoLink
            key={each ?? "all"}
            go={{ to: "/today", search: { ...whose, ...(each && { show: each }) } }}
            className={each === show ? "today-filter on" : "today-filter"}
          >
            {t(`show.${each ?? "all"}`)} <span>{counts[each ?? "all"] ?? ""}</span>
          </GoLink>
        ))}
      {add && (
        <button type="button" className="today-filter add" onClick={add}>
          <Icon name="plus" size={14} />
          {t("add")}
        </button>
      )}
    </nav>
  );
}

/** Own, the team's, or one colleague's; nothing for who sees only what is their own. */
export function Whose({ search: { show, who } }: { search: TodaySearch }) {
  const { t } = useTranslation("today");
  const { reach } = useSession();
  const { nameOf } = usePeople();
  const far = reach("todo.read");
  if (!far || far === "REACH_OWN" || far === "REACH_SHARED") return null;
  const shown = show ? { show } : {};
  const colleague = who && who !== TEAM ? nameOf(who) : undefined;
  const choices = [
    { id: undefined, name: t("whose.me") },
    { id: TEAM, name: t("whose.team") },
    ...(who && colleague ? [{ id: who, name: colleague }] : []),
  ];
  return (
    <nav className="today-filters" aria-label={t("whose.title")}>
      {choices.map(({ id, name }) => (
        <GoLink
          key={id ?? "me"}
          go={{ to: "/today", search: { ...shown, ...(id && { who: id }) } }}
          className={id === who ? "today-filter on" : "today-filter"}
        >
          {name}
        </GoLink>
      ))}
    </nav>
  );
}
