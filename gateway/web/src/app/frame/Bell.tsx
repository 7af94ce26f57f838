import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client";
import { Icon } from "../../ui/Icon";
import { pageAt } from "../navigation";

const TO = pageAt("/notifications");
const MOST = 99;

/** How many messages wait; live updates keep the number right. */
export function Bell() {
  const { t } = useTranslation();
  const { data } = $api.useQuery("get", "/v1/notifications", {
    params: { query: { pageSize: 1, filter: "unread = true" } },
  });
  const count = Number(data?.unread?.count ?? 0);
  return (
    <Link
      to={TO}
      className="button icon plain bell"
      aria-label={count ? t("frame.unread", { count }) : t("frame.notifications")}
    >
      <Icon name="bell" size={18} />
      {count > 0 && <span className="bell-count">{count > MOST ? `${MOST}+` : count}</span>}
    </Link>
  );
}
