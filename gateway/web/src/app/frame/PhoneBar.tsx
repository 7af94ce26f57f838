import { useTranslation } from "react-i18next";
import { Icon } from "../../ui/Icon";
import { allowed, PHONE } from "../navigation";
import { useSession } from "../session";
import { NavLink, useExists } from "./NavLink";

/** Within reach of the thumb. */
export function PhoneBar() {
  const { t } = useTranslation();
  const entries = allowed(PHONE, useSession(), useExists());
  return (
    <nav className="phone-bar" aria-label={t("nav.main")}>
      {entries.map(({ to, icon, text, isMain }) => (
        <NavLink key={to} to={to} isMain={isMain ?? false}>
          <Icon name={icon} size={20} />
          {t(text)}
        </NavLink>
      ))}
    </nav>
  );
}
