import { useTranslation } from "react-i18next";
import { useCommand } from "../../../api/command";
import { Button } from "../../../ui/Button";

export interface ArchiveButtonProps {
  of: { name: string; archiveTime?: string };
  archive: () => Promise<unknown>;
  restore: () => Promise<unknown>;
  /** When it is done. */
  then?: () => void;
}

/** Takes something out of use, or back into it. Each is the other's undoing. */
export function ArchiveButton({ of: { name, archiveTime }, archive, restore, then }: ArchiveButtonProps) {
  const { t } = useTranslation("settings");
  const { run, isPending } = useCommand();
  const turn = async (): Promise<void> => {
    const done = archiveTime
      ? await run(restore, { done: t("restored", { name }), undo: archive })
      : await run(archive, { done: t("archived", { name }), undo: restore });
    if (done) then?.();
  };
  return (
    <Button kind="plain" isPending={isPending} onPress={() => void turn()}>
      {t(archiveTime ? "assignment.restore" : "archive")}
    </Button>
  );
}
