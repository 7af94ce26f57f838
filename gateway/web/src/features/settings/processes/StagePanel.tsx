import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { named } from "../../../parts/said";
import { Panel } from "../../../ui/Panel";
import { Badge } from "../../../ui/shown";
import { StageDialog } from "./StageDialog";
import { StageMenu } from "./StageMenu";
import type { Process, Stage } from "./stages";

/** One stage: what lets a sale in, what is done there, how one sees that it is done. */
export function StagePanel({ of: stage, process }: { of: Stage; process: Process }) {
  const { t } = useTranslation("settings");
  const { may, language } = useSession();
  const said = (chinese: string, english: string): string => (language === "en-US" ? english || chinese : chinese);
  return (
    <Panel
      title={`${stage.position}. ${named(stage, language)}`}
      note={t("processes.figures", { probability: stage.probability, days: stage.expectedDays })}
      actions={
        may("sales_process.manage") &&
        !process.archiveTime && (
          <>
            <StageDialog of={stage} process={process} />
            <StageMenu of={stage} process={process} name={named(stage, language)} />
          </>
        )
      }
    >
      <div className="stage">
        <section>
          <h3>{t("processes.gate")}</h3>
          {stage.gate.length === 0 && <p className="settings-note">{t("processes.open")}</p>}
          <ul>
            {stage.gate.map(({ expression, missing, missingEn }) => (
              <li key={expression}>
                <span>{t("processes.otherwise", { missing: said(missing, missingEn) })}</span>
                <code>{expression}</code>
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h3>{t("processes.playbook")}</h3>
          {stage.playbook.length === 0 && <p className="settings-note">—</p>}
          <ul>
            {stage.playbook.map(({ key, title, titleEn, workingDays, required }) => (
              <li key={key}>
                <span>
                  {said(title, titleEn)} {required && <Badge tone="info">{t("processes.required")}</Badge>}
                </span>
                <span className="settings-note">{t("processes.within", { count: workingDays })}</span>
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h3>{t("processes.success")}</h3>
          {stage.successCriteria.length === 0 && <p className="settings-note">—</p>}
          <ul>
            {stage.successCriteria.map((criterion) => (
              <li key={criterion.name}>{named(criterion, language)}</li>
            ))}
          </ul>
        </section>
      </div>
    </Panel>
  );
}
