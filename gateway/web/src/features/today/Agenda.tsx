import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useExists } from "../../app/frame/NavLink";
import { useSession } from "../../app/session";
import { AccountName } from "../../parts/AccountName";
import { type Entry, entriesOf } from "../../parts/agenda";
import { todayIn } from "../../parts/days";
import { plusDays } from "../../parts/moments";
import type { Todo } from "../../parts/todos/todo";
import { GoLink } from "../../ui/Go";
import { Panel } from "../../ui/Panel";
import { Money } from "../../ui/shown";
import { useDays } from "./queries";

const SHOWN = 7;

/** What has its time today; tomorrow's where today has nothing. */
export function Agenda({ todos, owner }: { todos: readonly Todo[]; owner: string }) {
  const { t } = useTranslation("today");
  const { zone, language } = useSession();
  const exists = useExists();
  const dated = useDays(owner);
  const today = todayIn(zone);
  const tomorrow = plusDays(today, 1);
  const entries = useMemo(() => entriesOf(todos, dated, zone, language), [todos, dated, zone, language]);
  const day = entries.some((entry) => entry.day === today) ? today : tomorrow;
  const own = entries.filter((entry) => entry.day === day);
  return (
    <Panel
      title={t(day === today || own.length === 0 ? "agenda.today" : "agenda.tomorrow")}
      actions={
        exists("/calendar") && (
          <GoLink go={{ to: "/calendar" }} className="agenda-more">
            {t("agenda.calendar")}
          </GoLink>
        )
      }
    >
      {own.length === 0 && <p className="agenda-none">{t("agenda.none")}</p>}
      <ol className="agenda">
        {own.slice(0, SHOWN).map((entry) => (
          <Line key={entry.id} of={entry} />
        ))}
      </ol>
      {own.length > SHOWN && <p className="agenda-none">{t("agenda.more", { count: own.length - SHOWN })}</p>}
    </Panel>
  );
}

function Line({ of: { kind, time, title, note, go, amount, customerId } }: { of: Entry }) {
  const { t } = useTranslation("today");
  const name = title || t(`agenda.${kind}`);
  return (
    <li className={`agenda-line of-${kind}`}>
      <time>{time || t("agenda.day")}</time>
      <div>
        {go ? (
          <GoLink go={go} className="agenda-name">
            {name}
          </GoLink>
        ) : (
          <span className="agenda-name">{name}</span>
        )}
        <span className="agenda-note">
          {customerId ? <AccountName id={customerId} isPlain /> : note}
          {customerId && note && ` · ${note}`}
        </span>
      </div>
      {amount && <Money of={amount} precision="short" />}
    </li>
  );
}
