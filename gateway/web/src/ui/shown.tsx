import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Money as Amount, moneyText, type Precision } from "../api/money";
import { DAY_PARTS, dateFormat, dayText, isDay } from "../i18n/formats";
import "./shown.css";

export type Tone = "late" | "wrong" | "warn" | "info" | "good" | "on";

/** A reason or a state in a word or two. "late" is for overdue only, "wrong" for what was refused or did not work. */
export function Badge({ tone, children }: { tone?: Tone; children: ReactNode }) {
  return <span className={["badge", tone].filter(Boolean).join(" ")}>{children}</span>;
}

/** A person by the last two characters of a Chinese name, the initials of any other. */
export function Avatar({ name }: { name: string }) {
  const initials = /\p{Script=Han}/u.test(name)
    ? name.slice(-2)
    : name
        .split(/\s+/)
        .slice(0, 2)
        .map((word) => word[0]?.toUpperCase())
        .join("");
  // Drawn, not written: a part of a name is no text beside the whole of it.
  return <span className="avatar" role="img" aria-label={name} data-initials={initials} />;
}

/** The place of text that is still on its way: as many lines as there will be, so that nothing jumps. */
export function Skeleton({ lines = 1 }: { lines?: number }) {
  const { t } = useTranslation();
  return (
    <span className="skeleton" role="status" aria-label={t("loading")}>
      {Array.from({ length: lines }, (_, line) => `line ${line}`).map((line) => (
        <span key={line} />
      ))}
    </span>
  );
}

/** What will be here, why it helps, and one thing to do. */
export function EmptyState({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <h3>{title}</h3>
      <p>{children}</p>
      {action}
    </div>
  );
}

/** An amount; red where it is overdue. */
export function Money({ of, precision, isLate }: { of: Amount; precision?: Precision; isLate?: boolean }) {
  const { i18n } = useTranslation();
  return <span className={isLate ? "money late" : "money"}>{moneyText(of, i18n.language, precision)}</span>;
}

/** A day of the calendar, which has no zone, or an instant, shown in the zone of the company. */
export function DateText({ of, zone }: { of: string; zone: string }) {
  const { i18n } = useTranslation();
  const options = { ...DAY_PARTS, hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone } as const;
  const text = isDay(of) ? dayText(of, i18n.language) : dateFormat(i18n.language, options).format(new Date(of));
  return <time dateTime={of}>{text}</time>;
}
