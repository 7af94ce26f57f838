import { useTranslation } from "react-i18next";
import type { ImportRow } from "../types";
import { useReasonText } from "./useReasonText";

/** What there is to know about a row: the column, and what is wrong in it. */
export function Findings({ of }: { of: ImportRow }) {
  const { t } = useTranslation("imports");
  const reason = useReasonText();
  if (of.findings.length === 0) return <span className="import-quiet">—</span>;
  const texts = of.findings.map(({ reason: code, header, detail }) => {
    const text = code === "DUPLICATE_IN_FILE" ? t("row.sameAs", { row: of.duplicateOfRow }) : reason(code, detail);
    return header ? t("row.about", { header, text }) : text;
  });
  return <span title={texts.join("\n")}>{texts.join(" ")}</span>;
}
