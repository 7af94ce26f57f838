import { Button as Opener } from "react-aria-components/Button";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import type { components } from "../../api/generated/openapi";
import { useSession } from "../../app/session";
import { Button } from "../../ui/Button";
import { Facts } from "../../ui/Facts";
import { Icon } from "../../ui/Icon";
import { Dialog } from "../../ui/overlays";
import { DateText } from "../../ui/shown";
import { Drifts } from "./Drifts";
import { useLastProofRun } from "./queries";
import "./proof.css";

type Run = components["schemas"]["receivables.ProofRun"];

/** The same of books that take minutes: what the last proof in the background found, how far one is that runs, and how to begin one. */
export function ProofRunLine() {
  const { t, i18n } = useTranslation("receivables");
  const { data } = useLastProofRun();
  const { run, isPending } = useCommand();
  if (!data) return null;
  const last = data.proofRuns[0];
  const begin = () => void run(() => reply(api.POST("/v1/proofRuns", { body: {} })));
  const cancel = ({ id }: Run) => {
    const call = () =>
      reply(api.POST("/v1/proofRuns/{proof_run_id}:cancel", { params: { path: { proof_run_id: id } }, body: {} }));
    void run(call, { done: t("proof.cancelled") });
  };
  const isRunning = last?.state === "PROOF_RUN_STATE_RUNNING";
  const isWrong = last !== undefined && last.driftCount > 0;
  return (
    <Dialog
      title={t("proof.title")}
      trigger={
        <Opener className={isWrong ? "proof wrong" : "proof"}>
          <Icon name={isWrong || !last?.clean ? "warning" : "check"} size={14} />
          <Verdict of={last} />
        </Opener>
      }
    >
      <p className="proof-text">{t("proof.large")}</p>
      {last && isRunning && (
        <div className="proof-progress" role="status">
          <progress value={last.doneCount} max={last.totalCount || 1} />
          <span>
            {t("proof.progress", {
              done: last.doneCount.toLocaleString(i18n.language),
              total: last.totalCount.toLocaleString(i18n.language),
            })}
          </span>
        </div>
      )}
      {last && !isRunning && <Found of={last} />}
      {last && <Drifts of={last.drifts} />}
      <footer>
        {last && isRunning ? (
          <Button isPending={isPending} onPress={() => cancel(last)}>
            {t("proof.cancel")}
          </Button>
        ) : (
          <Button isPending={isPending} onPress={begin}>
            {t("proof.again")}
          </Button>
        )}
      </footer>
    </Dialog>
  );
}

function Verdict({ of }: { of: Run | undefined }) {
  const { t } = useTranslation("receivables");
  const { zone } = useSession();
  if (!of || of.state === "PROOF_RUN_STATE_CANCELLED") return t("proof.never");
  if (of.state === "PROOF_RUN_STATE_RUNNING") {
    return t("proof.runningAt", { percent: Math.floor((of.doneCount / (of.totalCount || 1)) * 100) });
  }
  if (!of.clean) return t("proof.drifts", { count: of.driftCount });
  return (
    <>
      {t("proof.agrees")} {of.endTime && <DateText of={of.endTime} zone={zone} />}
    </>
  );
}

function Found({ of }: { of: Run }) {
  const { t, i18n } = useTranslation("receivables");
  const { zone } = useSession();
  return (
    <Facts
      columns={2}
      of={[
        { name: t("proof.at"), value: of.endTime && <DateText of={of.endTime} zone={zone} /> },
        { name: t("proof.keys"), value: of.doneCount.toLocaleString(i18n.language) },
      ]}
    />
  );
}
