import { Link, useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Icon } from "../../ui/Icon";
import { allowed, DESK, type Entry, FOOT } from "../navigation";
import { useSession } from "../session";
import { isFurtherIn, NavLink, useExists } from "./NavLink";

export function SideBar() {
  const { t } = useTranslation();
  const session = useSession();
  const exists = useExists();
  return (
    <nav className="side" aria-label={t("nav.main")}>
      <Link to="/" className="brand">
        <img src="/icon.svg" alt="" width="26" height="26" />
        {t("brand")}
      </Link>
      <Entries entries={allowed(DESK, session, exists)} />
      <Entries entries={allowed(FOOT, session, exists)} isFoot />
    </nav>
  );
}

function Entries({ entries, isFoot = false }: { entries: readonly Entry[]; isFoot?: boolean }) {
  const { t } = useTranslation();
  const path = useLocation({ select: ({ pathname }) => pathname });
  return (
    <ul className={isFoot ? "side-list foot" : "side-list"}>
      {entries.map((entry) => (
        <li key={entry.to} className={entry.isInner ? "inner" : ""}>
          <NavLink to={entry.to} isExact={isFurtherIn(entry, entries, path)}>
            <Icon name={entry.icon} />
            {t(entry.text)}
          </NavLink>
        </li>
      ))}
    </ul>
  );
}
