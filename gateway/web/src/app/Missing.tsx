import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../ui/shown";
import { useTitle } from "./title";

export function Missing() {
  const { t } = useTranslation();
  useTitle(t("missing.title"));
  return (
    <div className="alone">
      <EmptyState title={t("missing.title")} action={<Link to="/">{t("missing.home")}</Link>}>
        {t("missing.text")}
      </EmptyState>
    </div>
  );
}
