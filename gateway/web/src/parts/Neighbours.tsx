import { useTranslation } from "react-i18next";
import { type Go, GoLink } from "../ui/Go";
import { useNeighbours } from "../ui/grid/neighbours";
import { Icon } from "../ui/Icon";
import "./neighbours.css";

/** The records before and after this one in the list one came from. */
export function Neighbours({ list, id }: { list: string; id: string }) {
  const { t } = useTranslation("parts");
  const found = useNeighbours(list, id);
  if (!found) return null;
  return (
    <nav className="neighbours" aria-label={t("neighbours.title")}>
      <Step go={found.previous} label={t("neighbours.previous")} icon="back" />
      <span>
        {found.position}
        {found.total && ` / ${found.total}`}
      </span>
      <Step go={found.next} label={t("neighbours.next")} icon="forward" />
    </nav>
  );
}

function Step({ go, label, icon }: { go: Go | undefined; label: string; icon: "back" | "forward" }) {
  if (!go) {
    return (
      <span className="button icon plain none" aria-hidden="true">
        <Icon name={icon} />
      </span>
    );
  }
  return (
    <GoLink go={go} className="button icon plain" aria-label={label}>
      <Icon name={icon} />
    </GoLink>
  );
}
