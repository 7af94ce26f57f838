import { useTranslation } from "react-i18next";
import { useExists } from "../../app/frame/NavLink";
import { allowed, DESK, type Entry, FOOT, PHONE } from "../../app/navigation";
import { useSession } from "../../app/session";
import { GoLink } from "../../ui/Go";
import { Icon } from "../../ui/Icon";

const NEWS: Entry = { to: "/notifications", icon: "bell", text: "frame.notifications" };

/** On the phone: the pages that its bar has no room for. */
export function Places() {
  const { t } = useTranslation();
  const session = useSession();
  const exists = useExists();
  const inBar = new Set(PHONE.map(({ to }) => to));
  const others = DESK.filter(({ to }) => !inBar.has(to));
  const places = allowed([NEWS, ...others, ...FOOT], session, exists);
  return (
    <nav className="me-places" aria-label={t("me:places")}>
      {places.map(({ to, icon, text }) => (
        <GoLink key={to} go={{ to }} className="me-place">
          <Icon name={icon} size={18} />
          <span>{t(text)}</span>
          <Icon name="forward" />
        </GoLink>
      ))}
    </nav>
  );
}
