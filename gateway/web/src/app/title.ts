import { useEffect } from "react";
import { useTranslation } from "react-i18next";

/** What the tab and the history of the browser call the page. */
export function useTitle(title: string): void {
  const { t } = useTranslation();
  const brand = t("brand");
  useEffect(() => {
    document.title = title ? `${title} · ${brand}` : brand;
  }, [title, brand]);
}
