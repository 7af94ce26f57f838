import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { clockOf } from "./days";
import { Icon, type IconName } from "./Icon";
import { EmptyState, Skeleton, type Tone } from "./shown";
import { byDay, dayName } from "./spans";
import "./timeline.css";

export interface Happening {
  id: string;
  /** An instant, or a day: "2026-11-23". */
  time: string;
  icon?: IconName;
  /** "late" for what is overdue; "on" for a step forward. */
  tone?: Tone | undefined;
  title: ReactNode;
  /** Below the title. */
  text?: ReactNode;
  /** What one sees who opens it. */
  details?: ReactNode;
}

export interface TimelineProps {
  /** The latest first; undefined while they are on their way. */
  of: readonly Happening[] | undefined;
  /** Of the company: it says which day it was. */
  zone: string;
  empty: { title: string; text: string; action?: ReactNode };
  more?: (() => void) | undefined;
  isReading?: boolean;
}

/** What happened, day by day. */
export function Timeline({ of, zone, empty, more, isReading = false }: TimelineProps) {
  const { t, i18n } = useTranslation();
  if (!of) return <Skeleton lines={6} />;
  if (of.length === 0) {
    return (
      <EmptyState title={empty.title} action={empty.action}>
        {empty.text}
      </EmptyState>
    );
  }
  return (
    <div className="timeline">
      {byDay(of, zone).map(({ day, items }) => (
        <section key={day}>
          <h3>{dayName(day, zone, i18n.language, t)}</h3>
          <ol>
            {items.map((item) => (
              <Line key={item.id} of={item} zone={zone} />
            ))}
          </ol>
        </section>
      ))}
      {more && (
        <Button kind="plain" onPress={more} isPending={isReading}>
          {t("timeline.more")}
        </Button>
      )}
    </div>
  );
}

function Line({ of: { time, icon, tone, title, text, details }, zone }: { of: Happening; zone: string }) {
  const { i18n } = useTranslation();
  const clock = clockOf(time, zone, i18n.language);
  const head = (
    <>
      <span className="timeline-title">{title}</span>
      {clock && <time dateTime={time}>{clock}</time>}
    </>
  );
  return (
    <li className={["timeline-line", tone].filter(Boolean).join(" ")}>
      <span className="timeline-mark">{icon && <Icon name={icon} size={14} />}</span>
      <div className="timeline-body">
        {details ? (
          <details>
            <summary>
              {head}
              <Icon name="down" size={14} />
            </summary>
            <div className="timeline-details">{details}</div>
          </details>
        ) : (
          <div className="timeline-head">{head}</div>
        )}
        {text && <div className="timeline-text">{text}</div>}
      </div>
    </li>
  );
}
