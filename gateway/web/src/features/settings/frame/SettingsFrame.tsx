import { Outlet, useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { NavLink, useExists } from "../../../app/frame/NavLink";
import { useSession } from "../../../app/session";
import { Icon } from "../../../ui/Icon";
import { sectionsFor } from "./sections";
import "./settings.css";

/** What can be set up beside what is being set up; on a phone the overview leads there instead. */
export function SettingsFrame() {
  const { t } = useTranslation("settings");
  const session = useSession();
  const exists = useExists();
  const isOverview = useLocation({ select: ({ pathname }) => /^\/settings\/?$/.test(pathname) });
  if (isOverview) return <Outlet />;
  return (
    <div className="settings">
      <nav className="settings-nav" aria-label={t("title")}>
        {sectionsFor(session, exists).map(({ id, to, icon }) => (
          <NavLink key={id} to={to}>
            <Icon name={icon} />
            <span>{t(`sections.${id}.name`)}</span>
          </NavLink>
        ))}
      </nav>
      <div className="settings-page">
        <Outlet />
      </div>
    </div>
  );
}
