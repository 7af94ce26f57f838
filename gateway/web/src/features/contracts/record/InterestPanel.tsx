import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { ClauseFields } from "../../../parts/interest/ClauseFields";
import { clauseOf, useClauseText } from "../../../parts/interest/clause";
import { useLateInterest } from "../../../parts/interest/queries";
import { Button } from "../../../ui/Button";
import { Form } from "../../../ui/Form";
import { Dialog } from "../../../ui/overlays";
import { Panel } from "../../../ui/Panel";
import { Money } from "../../../ui/shown";
import type { Plan } from "../types";

/** Late interest on the contract: by which clause, what accrued on which instalment, what was claimed and waived of it. */
export function InterestPanel({ plan, onOpen }: { plan: Plan; onOpen: (id: string) => void }) {
  const { t } = useTranslation("interest");
  const { may } = useSession();
  const clauseText = useClauseText();
  const { data } = useLateInterest(plan.id);
  if (!data) return null;
  const mayEdit = may("plan.update");
  if (!data.clause && !plan.lateInterest && !mayEdit) return null;
  return (
    <Panel
      title={t("title")}
      note={`${clauseText(plan.lateInterest ?? data.clause)}${data.byDefault ? t("byDefault") : ""}`}
      actions={mayEdit && <EditClause plan={plan} />}
      isFlush={data.rows.length > 0}
    >
      {data.rows.length === 0 ? (
        <p className="contract-none">{t("none")}</p>
      ) : (
        <div className="plan-scroll">
          <table className="plan-table">
            <thead>
              <tr>
                <th scope="col">{t("instalment")}</th>
                {COLUMNS.map((name) => (
                  <th key={name} scope="col">
                    {t(`figure.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.rows.map((row) => (
                <tr key={row.instalmentId}>
                  <th scope="row">
                    <button type="button" className="plan-open" onClick={() => onOpen(row.instalmentId)}>
                      {row.name}
                    </button>
                  </th>
                  {COLUMNS.map((name) => (
                    <td key={name} data-label={t(`figure.${name}`)}>
                      {row[name] && <Money of={row[name]} />}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

const COLUMNS = ["accrued", "claimed", "waived", "claimable"] as const;

function EditClause({ plan }: { plan: Plan }) {
  const { t } = useTranslation("interest");
  const { run, isPending, problem } = useCommand();
  return (
    <Dialog title={t("act.edit")} trigger={<Button kind="plain">{t("act.edit")}</Button>}>
      {(close) => (
        <Form
          submit={t("act.save")}
          isPending={isPending}
          problem={problem}
          onCancel={close}
          onSubmit={async (values) => {
            const params = { path: { payment_plan_id: plan.id } };
            const body = { lateInterest: clauseOf(values) };
            const made = await run(
              () => reply(api.PATCH("/v1/paymentPlans/{payment_plan_id}", { params, body, headers: ifMatch(plan) })),
              { done: t("done.saved"), quiet: true },
            );
            if (made) close();
          }}
        >
          <p className="contract-note">{t("ask.clause")}</p>
          <ClauseFields of={plan.lateInterest} />
        </Form>
      )}
    </Dialog>
  );
}
