import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { Button } from "../../../ui/Button";
import { useRunningBatches } from "../queries";

/** How far the batches are that still run; each can be stopped. */
export function Batches() {
  const { t } = useTranslation("statements");
  const { run, isPending } = useCommand();
  const { data } = useRunningBatches(true);
  const cancel = (id: string) => {
    const path = { account_statement_batch_id: id };
    const call = () =>
      reply(
        api.POST("/v1/accountStatementBatches/{account_statement_batch_id}:cancel", { params: { path }, body: {} }),
      );
    void run(call, { done: t("batch.cancelled") });
  };
  return data?.accountStatementBatches.map((batch) => (
    <div key={batch.id} className="statement-batch" role="status">
      <span>{t("batch.progress", { done: batch.doneCount, total: batch.totalCount })}</span>
      <progress value={batch.doneCount} max={batch.totalCount || 1} />
      <Button kind="plain" onPress={() => cancel(batch.id)} isPending={isPending}>
        {t("batch.cancel")}
      </Button>
    </div>
  ));
}
