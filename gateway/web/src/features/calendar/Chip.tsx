import { lazy, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { moneyText } from "../../api/money";
import { useSession } from "../../app/session";
import { useAccountName } from "../../parts/accounts";
import type { Entry } from "../../parts/agenda";
import { GoLink } from "../../ui/Go";
import type { CalendarActs } from "./acts";
import { carry } from "./dragging";

const EntryMenu = lazy(() => import("./EntryMenu").then((module) => ({ default: module.EntryMenu })));

interface ChipProps {
  of: Entry;
  acts: CalendarActs;
  /** One line in a month, two where there is room. */
  isWhole: boolean;
}

/** One thing on a day. What one has to do can be taken to another day; its menu does the same. */
export function Chip({ of, acts, isWhole }: ChipProps) {
  const { t } = useTranslation("calendar");
  const { language } = useSession();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const customer = useAccountName(of.customerId);
  const { todo, kind, time, amount } = of;
  const name = kind === "todo" ? of.note || of.title : of.title || customer || t(`kind.${kind}`);
  const under = [kind === "todo" ? of.note && of.title : t(`kind.${kind}`), kind !== "todo" && of.note]
    .filter(Boolean)
    .join(" · ");
  const money = amount && moneyText(amount, language, "short");
  const content = (
    <>
      {time && <time>{time}</time>}
      <span className="cal-chip-name">{name}</span>
      {money && <span className="cal-chip-amount">{money}</span>}
      {isWhole && under && <span className="cal-chip-note">{under}</span>}
    </>
  );
  const className = `cal-chip of-${kind}${isWhole ? " whole" : ""}`;
  const title = [time, name, money, under].filter(Boolean).join(" ");
  if (!todo) {
    return of.go ? (
      <GoLink go={of.go} className={className} aria-label={title}>
        {content}
      </GoLink>
    ) : (
      <span className={className}>{content}</span>
    );
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        title={title}
        draggable={acts.mayChange}
        onDragStart={(event) => carry(event, todo.id)}
        onClick={() => setOpen(true)}
      >
        {content}
      </button>
      {isOpen && (
        <Suspense>
          <EntryMenu of={button} todo={todo} go={of.go} acts={acts} close={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
