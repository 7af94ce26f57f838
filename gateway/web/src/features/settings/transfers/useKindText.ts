import { useTranslation } from "react-i18next";
import { useWords } from "../../../i18n/words";

/** What a line of a handover is about; a part in what others own has no type. */
export function useKindText(): (kind: string) => string {
  const { t } = useTranslation("settings");
  const word = useWords();
  return (kind) => (kind === "collaboration" ? t("transfers.collaboration") : word("type", kind));
}
