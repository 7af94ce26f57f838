import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { named } from "../../../parts/said";
import { Button } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { Dialog } from "../../../ui/overlays";
import { StageForm } from "./StageForm";
import { newStage, type Process, type Stage } from "./stages";

/** Changes how likely a stage is won, how long it lasts, what opens it, and what is to be done in it. */
export function StageDialog({ of: stage, process }: { of: Stage; process: Process }) {
  const { t } = useTranslation("settings");
  const { language } = useSession();
  const name = named(stage, language);
  return (
    <Dialog
      title={name}
      isWide
      trigger={
        <Button kind="plain" aria-label={t("processes.editOf", { name })}>
          {t("edit")}
        </Button>
      }
    >
      {(close) => <StageForm of={stage} process={process} close={close} />}
    </Dialog>
  );
}

export function NewStage({ process }: { process: Process }) {
  const { t } = useTranslation("settings");
  return (
    <Dialog
      title={t("processes.newStage")}
      isWide
      trigger={
        <Button>
          <Icon name="plus" />
          {t("processes.newStage")}
        </Button>
      }
    >
      {(close) => <StageForm of={newStage()} process={process} close={close} />}
    </Dialog>
  );
}
