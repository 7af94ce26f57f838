import { useTranslation } from "react-i18next";
import type { PageProps } from "../../../ui/Page";

/** The way back to all settings. */
export function useUp(): NonNullable<PageProps["crumbs"]> {
  const { t } = useTranslation("settings");
  return [{ name: t("title"), go: { to: "/settings" } }];
}
