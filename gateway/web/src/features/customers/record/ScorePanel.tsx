import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { ScoreFigures } from "../../../parts/ScoreFigures";
import { Panel } from "../../../ui/Panel";
import type { PartProps } from "./sections";

/** How good a customer it is, and why. */
export function ScorePanel({ account }: PartProps) {
  const { t } = useTranslation("customers");
  const { language } = useSession();
  if (!account.scoreDetails) return null;
  return (
    <Panel title={t("field.score")} note={<b className="customer-score">{account.score}</b>}>
      <ScoreFigures of={account.scoreDetails} language={language} />
    </Panel>
  );
}
