import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { type Fact, Facts } from "../../../ui/Facts";
import type { Values } from "../../../ui/formValues";
import { Dialog } from "../../../ui/overlays";
import { Panel } from "../../../ui/Panel";
import { SaveForm } from "../frame/SaveForm";

interface EditPanelProps {
  title: string;
  note: string;
  facts: Fact[];
  save: (values: Values) => Promise<unknown>;
  /** The fields. */
  children: ReactNode;
}

/** Some of the rules: what holds, and the form in which it is changed by who may. */
export function EditPanel({ title, note, facts, save, children }: EditPanelProps) {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  return (
    <Panel
      title={title}
      note={note}
      actions={
        may("receivable_settings.update") && (
          <Dialog title={title} trigger={<Button kind="plain">{t("edit")}</Button>}>
            {(close) => (
              <SaveForm close={close} save={save}>
                {children}
              </SaveForm>
            )}
          </Dialog>
        )
      }
    >
      <Facts columns={3} of={facts} />
    </Panel>
  );
}
