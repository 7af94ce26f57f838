import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useTitle } from "../app/title";
import { type Go, GoLink } from "./Go";
import { Skeleton } from "./shown";
import "./page.css";

export interface PageTab {
  id: string;
  name: string;
  count?: number | undefined;
  go: Go;
}

export interface PageProps {
  /** What it is: the name of the area or of the record. Stands in the window's title, and is the headline where there is no finding. */
  title: string;
  /** What it comes to, in one sentence: the headline. null while that is still on its way. */
  finding?: string | null;
  /** Beside the headline: states and classes of a record. */
  badges?: ReactNode;
  /** One line more below the headline; undefined while it is on its way. */
  note?: ReactNode;
  /** What can be done here; one of them at most is solid. */
  actions?: ReactNode;
  /** The way back up. */
  crumbs?: readonly { name: string; go: Go }[];
  /** Parts of the page, each with an address of its own. */
  tabs?: readonly PageTab[];
  /** The id of the part that is shown. */
  tab?: string;
  children: ReactNode;
}

/** The frame of every page; the shell is around it. */
export function Page(props: PageProps) {
  const { title, finding, badges, note, actions, crumbs = [], tabs, tab, children } = props;
  const { t } = useTranslation();
  useTitle(title);
  const eyebrow = crumbs.length > 0 || finding !== undefined;
  return (
    <div className="page">
      <header className="page-head">
        <div className={finding === undefined ? "page-words" : "page-words finding"}>
          {eyebrow && (
            <nav className="page-crumbs" aria-label={t("crumbs")}>
              {crumbs.map(({ name, go }) => (
                <GoLink key={name} go={go}>
                  {name}
                </GoLink>
              ))}
              {finding !== undefined && <span>{title}</span>}
            </nav>
          )}
          <div className="page-line">
            {finding === null ? (
              <h1 className="page-waits">
                <Skeleton />
              </h1>
            ) : (
              <h1>{finding ?? title}</h1>
            )}
            {badges}
          </div>
          {/* Where there may be one its line is kept, so that nothing moves when it comes. */}
          {"note" in props && <p className="page-note">{note}</p>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      {tabs && <PageTabs tabs={tabs} tab={tab} label={title} />}
      {children}
    </div>
  );
}

function PageTabs({ tabs, tab, label }: { tabs: readonly PageTab[]; tab: string | undefined; label: string }) {
  const bar = useRef<HTMLElement>(null);
  // On a phone the one that is open may lie beside the screen.
  useEffect(() => {
    const here = tab && bar.current?.querySelector<HTMLElement>("[aria-current]");
    if (here) here.parentElement?.scrollTo(here.offsetLeft - here.clientWidth, 0);
  }, [tab]);
  return (
    <nav className="page-tabs" aria-label={label} ref={bar}>
      {tabs.map(({ id, name, count, go }) => (
        <GoLink key={id} go={go} className="page-tab" {...(id === tab && { "aria-current": "page" as const })}>
          {name}
          {count !== undefined && <span className="page-tab-count">{count}</span>}
        </GoLink>
      ))}
    </nav>
  );
}

/** Two columns of a page, the second one narrow; one below the other on a phone. */
export function Columns({ main, side }: { main: ReactNode; side: ReactNode }) {
  return (
    <div className="page-columns">
      <div className="page-stack">{main}</div>
      <div className="page-stack">{side}</div>
    </div>
  );
}
