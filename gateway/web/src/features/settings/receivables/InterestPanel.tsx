import { useTranslation } from "react-i18next";
import { ClauseFields } from "../../../parts/interest/ClauseFields";
import { clauseOf, useClauseText } from "../../../parts/interest/clause";
import { EditPanel } from "./EditPanel";
import { type Settings, save } from "./settings";

/** The clause on late interest of contracts that say nothing of it. */
export function InterestPanel({ of: settings }: { of: Settings }) {
  const { t } = useTranslation("settings");
  const clauseText = useClauseText();
  return (
    <EditPanel
      title={t("books.interest.title")}
      note={t("books.interest.note")}
      facts={[{ name: t("books.interest.clause"), value: clauseText(settings.lateInterest) }]}
      save={(values) => save(settings, { lateInterest: clauseOf(values) })}
    >
      <ClauseFields of={settings.lateInterest} />
    </EditPanel>
  );
}
