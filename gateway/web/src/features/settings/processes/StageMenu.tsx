import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { IconButton } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { Menu } from "../../../ui/overlays";
import { type Process, type Stage, type StageInput, stagesMoved, stagesOf, stagesWithout } from "./stages";

/** Puts a stage elsewhere among the others, or takes it out of the process. */
export function StageMenu({ of: stage, process, name }: { of: Stage; process: Process; name: string }) {
  const { t } = useTranslation("settings");
  const { run } = useCommand();
  const last = stagesOf(process).length;
  const send = ({ id, etag }: Process, stages: StageInput[]): Promise<Process> =>
    reply(
      api.PATCH("/v1/salesProcesses/{sales_process_id}", {
        params: { path: { sales_process_id: id }, header: ifMatch({ etag }) },
        body: { stages },
      }),
    );
  const change = (stages: StageInput[], done: string): void =>
    void run(() => send(process, stages), { done, undo: (changed) => send(changed, stagesOf(process)) });
  const move = (by: -1 | 1): void => change(stagesMoved(process.stages, stage.key, by), t("assignment.moved"));
  return (
    <Menu
      aria-label={name}
      trigger={
        <IconButton aria-label={t("assignment.more", { name })}>
          <Icon name="more" />
        </IconButton>
      }
      acts={[
        {
          id: "up",
          name: t("assignment.up"),
          icon: "up",
          isDisabled: stage.position <= 1,
          act: () => move(-1),
        },
        {
          id: "down",
          name: t("assignment.down"),
          icon: "down",
          isDisabled: stage.position >= last,
          act: () => move(1),
        },
        {
          id: "out",
          name: t("processes.takeOut"),
          note: t("processes.takeOutNote"),
          icon: "archive",
          isDisabled: last <= 1,
          act: () => change(stagesWithout(process.stages, stage.key), t("processes.takenOut", { name })),
        },
      ]}
    />
  );
}
