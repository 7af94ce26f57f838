import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { named } from "../../../parts/said";
import { Button } from "../../../ui/Button";
import { Select } from "../../../ui/choices";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { Icon } from "../../../ui/Icon";
import { Dialog } from "../../../ui/overlays";
import { type Process, stagesOf } from "./stages";

const TEMPLATES = ["a", "b", "c"] as const;

/** A process begins with the stages of one of the product's, or of one of the company's own. */
export function NewProcess({ all, open }: { all: readonly Process[]; open: (id: string) => void }) {
  const { t } = useTranslation("settings");
  const { language } = useSession();
  const { run, isPending, problem } = useCommand();
  const starts = [
    ...TEMPLATES.map((id) => ({ id, name: t(`processes.templates.${id}`) })),
    ...all.map((process) => ({ id: process.id, name: t("processes.like", { name: named(process, language) }) })),
  ];
  return (
    <Dialog
      title={t("processes.new")}
      trigger={
        <Button kind="main">
          <Icon name="plus" />
          {t("processes.new")}
        </Button>
      }
    >
      {(close) => (
        <Form
          submit={t("people.create")}
          problem={problem}
          isPending={isPending}
          onCancel={close}
          onSubmit={async ({ name = "", nameEn = "", start = "" }) => {
            const like = all.find(({ id }) => id === start);
            const stages = like ? { stages: stagesOf(like) } : { template: start };
            const body = { name: name.trim(), nameEn: nameEn.trim(), ...stages };
            const made = await run(() => reply(api.POST("/v1/salesProcesses", { body })), {
              done: t("processes.made"),
              quiet: true,
            });
            if (!made) return;
            close();
            open(made.id);
          }}
        >
          <TextField name="name" label={t("processes.name")} maxLength={100} isRequired autoFocus />
          <TextField name="nameEn" label={t("processes.nameEn")} maxLength={100} />
          <Select
            name="start"
            label={t("processes.start")}
            hint={t("processes.startHint")}
            options={starts}
            defaultSelectedKey={TEMPLATES[0]}
          />
        </Form>
      )}
    </Dialog>
  );
}
