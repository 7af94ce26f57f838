import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { Dialog } from "../../../ui/overlays";
import { type Draft, draftOfInstalment, termOf } from "../terms/drafts";
import { TermsEditor } from "../terms/TermsEditor";
import type { Contract, Plan } from "../types";

/** Asks for another version of a plan; one that was never made is made right away. */
export function ReviseDialog({ contract, plan }: { contract: Contract; plan: Plan }) {
  const { t } = useTranslation("contracts");
  const { may, me } = useSession();
  const isRefused = plan.state === "PLAN_STATE_REFUSED";
  const mayRevise = isRefused
    ? may("plan.revise") && plan.ownerId !== me.id
    : may("plan_revision.create") && plan.state === "PLAN_STATE_ACTIVE";
  if (!mayRevise) return null;
  return (
    <Dialog
      title={t(isRefused ? "revise.make" : "revise.title")}
      isWide
      trigger={<Button kind="plain">{t(isRefused ? "revise.make" : "revise.do")}</Button>}
    >
      {(close) => <ReviseForm contract={contract} plan={plan} close={close} />}
    </Dialog>
  );
}

function ReviseForm({ contract, plan, close }: { contract: Contract; plan: Plan; close: () => void }) {
  const { t } = useTranslation("contracts");
  const { run, isPending, problem } = useCommand();
  const isRefused = plan.state === "PLAN_STATE_REFUSED";
  const live = plan.instalments.filter(
    ({ closeReason, basis }) => closeReason !== "CLOSE_REASON_CANCELLED" && basis !== "BASIS_LATE_INTEREST",
  );
  const [before] = useState(() => live.map(draftOfInstalment));
  const [drafts, setDrafts] = useState<readonly Draft[]>(before);
  const currencyCode = plan.total?.currencyCode ?? contract.currency;

  // An instalment that says what it said before is left as it is.
  const lineOf = (draft: Draft) => {
    const isSame = before.some((each) => each.key === draft.key && JSON.stringify(each) === JSON.stringify(draft));
    return {
      instalmentId: draft.instalmentId,
      ...(!(isSame && draft.instalmentId) && { term: termOf(draft, currencyCode) }),
    };
  };
  const save = async (reason: string): Promise<void> => {
    const lines = drafts.map(lineOf);
    const done = t(isRefused ? "revise.made" : "revise.asked");
    const sent = isRefused
      ? await run(
          () =>
            reply(
              api.POST("/v1/paymentPlans/{payment_plan_id}:revise", {
                params: { path: { payment_plan_id: plan.id } },
                headers: ifMatch(plan),
                body: { lines, reason },
              }),
            ),
          { done, quiet: true },
        )
      : await run(() => reply(api.POST("/v1/planRevisions", { body: { paymentPlanId: plan.id, lines, reason } })), {
          done,
          quiet: true,
        });
    if (sent) close();
  };
  return (
    <Form
      submit={t(isRefused ? "revise.make" : "revise.ask")}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={({ reason = "" }) => void save(reason.trim())}
    >
      <p className="contract-note">{t(isRefused ? "revise.makeNote" : "revise.note")}</p>
      <TermsEditor drafts={drafts} total={plan.total} currencyCode={currencyCode} onChange={setDrafts} />
      <TextField name="reason" label={t("revise.reason")} lines={2} maxLength={500} isRequired />
    </Form>
  );
}
