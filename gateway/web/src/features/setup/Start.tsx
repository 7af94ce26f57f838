import { Link, useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { pageAt } from "../../app/navigation";
import { Icon, type IconName } from "../../ui/Icon";

const WAYS: readonly { id: "import" | "first" | "today"; to: string; icon: IconName }[] = [
  { id: "import", to: "/import", icon: "upload" },
  { id: "first", to: "/customers", icon: "building" },
  { id: "today", to: "/today", icon: "home" },
];

export function Start() {
  const { t } = useTranslation("setup");
  const { routesByPath } = useRouter();
  return (
    <div className="setup-ways">
      {WAYS.filter(({ to }) => to in routesByPath).map(({ id, to, icon }) => (
        <Link key={id} to={pageAt(to)} className="setup-way">
          <Icon name={icon} size={20} />
          <span className="setup-words">
            <strong>{t(`start.${id}`)}</strong>
            <span className="setup-text">{t(`start.${id}Text`)}</span>
          </span>
        </Link>
      ))}
      <p>{t("start.demo")}</p>
    </div>
  );
}
