import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { allowed, LOG, pageAt } from "../navigation";
import { openPalette } from "../palette/opening";
import { useSession } from "../session";
import { Bell } from "./Bell";
import { findKeys } from "./findKeys";
import { useExists } from "./NavLink";
import { Person } from "./Person";

const LOG_KEY = "L";

export function TopBar() {
  const { t } = useTranslation();
  const [log] = allowed([LOG], useSession(), useExists());
  return (
    <header className="top">
      <Button kind="plain" onPress={openPalette} aria-keyshortcuts="Control+K Meta+K">
        <Icon name="search" />
        <span className="top-search">{t("frame.search")}</span>
        <kbd>{findKeys()}</kbd>
      </Button>
      <div className="top-acts">
        {log && (
          <Link to={pageAt(log.to)} className="button top-log" aria-keyshortcuts={LOG_KEY}>
            {t(log.text)}
            <kbd>{LOG_KEY}</kbd>
          </Link>
        )}
        <Bell />
        <Person />
      </div>
    </header>
  );
}
