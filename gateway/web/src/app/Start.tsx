import { useTranslation } from "react-i18next";

export function Start() {
  const { t } = useTranslation();
  return (
    <main>
      <h1>{t("brand")}</h1>
    </main>
  );
}
