import { useTranslation } from "react-i18next";
import { useExists } from "../../../app/frame/NavLink";
import { useSession } from "../../../app/session";
import { RemoveSandbox } from "../../../parts/RemoveSandbox";
import { GoLink } from "../../../ui/Go";
import { Icon } from "../../../ui/Icon";
import { Page } from "../../../ui/Page";
import { sectionsFor } from "./sections";
import "./settings.css";

export function Overview() {
  const { t } = useTranslation("settings");
  const session = useSession();
  const exists = useExists();
  return (
    <Page title={t("title")} note={session.company.name}>
      <nav className="settings-all" aria-label={t("title")}>
        {sectionsFor(session, exists).map(({ id, to, icon }) => (
          <GoLink key={id} go={{ to }} className="settings-one">
            <Icon name={icon} size={20} />
            <span className="settings-words">
              <strong>{t(`sections.${id}.name`)}</strong>
              <span>{t(`sections.${id}.text`)}</span>
            </span>
          </GoLink>
        ))}
      </nav>
      <RemoveSandbox />
    </Page>
  );
}
