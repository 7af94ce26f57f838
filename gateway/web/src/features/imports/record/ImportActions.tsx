import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/Button";
import { Confirm } from "../../../ui/Confirm";
import { Icon } from "../../../ui/Icon";
import { canUndo } from "../steps";
import type { Import } from "../types";
import { useImportActs } from "../useImportActs";

/** What can be done with it as it is; what writes records is the solid one. */
export function ImportActions({ of }: { of: Import }) {
  const { t } = useTranslation("imports");
  const { commit, reopen, isPending } = useImportActs();
  const counts = of.counts;
  const rejected = (counts?.rejected ?? 0) + (counts?.refused ?? 0) + (counts?.duplicates ?? 0);
  const isChecked = of.state === "IMPORT_STATE_CHECKED";
  const isStopped = of.state === "IMPORT_STATE_STOPPED" && of.commitTime !== undefined;
  return (
    <>
      {rejected > 0 && of.state !== "IMPORT_STATE_EXPIRED" && (
        <a className="button" href={`/v1/imports/${of.id}/rejectedRows`} download>
          <Icon name="download" />
          {t("act.rejected")}
        </a>
      )}
      {isChecked && (
        <Button onPress={() => void reopen(of)} isPending={isPending}>
          {t("act.remap")}
        </Button>
      )}
      {canUndo(of) && (counts?.created ?? 0) + (counts?.updated ?? 0) > 0 && <Undo of={of} />}
      {isChecked && (counts?.ready ?? 0) > 0 && (
        <Button kind="main" onPress={() => void commit(of)} isPending={isPending}>
          {t("act.commit", { count: counts?.ready ?? 0 })}
        </Button>
      )}
      {isStopped && (
        <Button kind="main" onPress={() => void commit(of)} isPending={isPending}>
          {t("act.goOn")}
        </Button>
      )}
    </>
  );
}

function Undo({ of }: { of: Import }) {
  const { t } = useTranslation("imports");
  const { undo, isPending, problem } = useImportActs({ quiet: true });
  return (
    <Confirm
      title={t("undo.title")}
      confirm={t("undo.do")}
      isPending={isPending}
      problem={problem}
      trigger={
        <Button>
          <Icon name="undo" />
          {t("act.undo")}
        </Button>
      }
      onConfirm={async () => Boolean(await undo(of))}
    >
      {t("undo.note")}
    </Confirm>
  );
}
