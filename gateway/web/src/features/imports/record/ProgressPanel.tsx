import { ProgressBar } from "react-aria-components/ProgressBar";
import { useTranslation } from "react-i18next";
import { useWords } from "../../../i18n/words";
import { Button } from "../../../ui/Button";
import { Panel } from "../../../ui/Panel";
import { shareOf } from "../steps";
import type { Import } from "../types";
import { useImportActs } from "../useImportActs";

/** How far the server is; one may go away meanwhile. */
export function ProgressPanel({ of, mayCancel }: { of: Import; mayCancel: boolean }) {
  const { t } = useTranslation("imports");
  const word = useWords();
  const { cancel, isPending } = useImportActs();
  const share = shareOf(of);
  return (
    <Panel
      title={word("ImportState", of.state)}
      actions={
        mayCancel && (
          <Button kind="plain" onPress={() => void cancel(of)} isPending={isPending}>
            {t("act.cancel")}
          </Button>
        )
      }
    >
      <ProgressBar
        aria-label={word("ImportState", of.state)}
        className="import-progress"
        {...(share === undefined ? { isIndeterminate: true } : { value: share })}
      >
        {({ percentage }) => <span style={{ width: `${percentage ?? 8}%` }} />}
      </ProgressBar>
      <p className="import-quiet">
        {of.toDo > 0 ? t("progress.of", { done: of.done, of: of.toDo }) : t("progress.rows", { count: of.done })} ·{" "}
        {t("progress.away")}
      </p>
    </Panel>
  );
}
