import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { changeLanguage } from "../i18n";
import { Button } from "../ui/Button";
import "./alone.css";

export interface AloneProps {
  title: string;
  lead: ReactNode;
  /** Wider than a few fields need. */
  isWide?: boolean;
  /** Below, beside the other language. */
  foot?: ReactNode;
  children: ReactNode;
}

/** A page without the frame: who we are, one thing to do, and the other language. */
export function Alone({ title, lead, isWide = false, foot, children }: AloneProps) {
  const { t, i18n } = useTranslation();
  const other = i18n.language === "zh-CN" ? "en-US" : "zh-CN";
  return (
    <div className="alone-page">
      <header className="alone-brand">
        <img src="/icon.svg" alt="" width="30" height="30" />
        {t("brand")}
      </header>
      <main className={isWide ? "alone-card wide" : "alone-card"}>
        <h1>{title}</h1>
        <p className="alone-lead">{lead}</p>
        {children}
      </main>
      <footer className="alone-foot">
        <Button kind="plain" onPress={() => changeLanguage(other)}>
          {t(`frame.toLanguage.${other}`)}
        </Button>
        {foot}
      </footer>
    </div>
  );
}
