import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { type Money as Amount, moneyText } from "../../../api/money";
import { useSession } from "../../../app/session";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import type { Instalment } from "../types";

interface InterestFormProps {
  of: Instalment;
  accrued: Amount;
  close: () => void;
}

/** Claims what has accrued up to today. */
export function ClaimInterestForm({ of, accrued, close }: InterestFormProps) {
  const { t } = useTranslation("interest");
  const { language } = useSession();
  const { run, isPending, problem } = useCommand();
  return (
    <Form
      submit={t("act.claim")}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={async () => {
        const params = { path: { instalment_id: of.id } };
        const made = await run(
          () => reply(api.POST("/v1/instalments/{instalment_id}:claimLateInterest", { params, body: {} })),
          { done: t("done.claim"), quiet: true },
        );
        if (made) close();
      }}
    >
      <p>{t("ask.claim", { amount: moneyText(accrued, language) })}</p>
    </Form>
  );
}

/** Asks that what has accrued up to today is not asked for. */
export function WaiveAccruedForm({ of, accrued, close }: InterestFormProps) {
  const { t } = useTranslation("interest");
  const { language } = useSession();
  const { run, isPending, problem } = useCommand();
  return (
    <Form
      submit={t("act.waive")}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={async ({ reason }) => {
        const kind = "ADJUSTMENT_KIND_LATE_INTEREST_WAIVER" as const;
        const body = { kind, instalmentId: of.id, amount: accrued, reason: reason?.trim() ?? "" };
        const made = await run(() => reply(api.POST("/v1/adjustments", { body })), {
          done: t("done.waive"),
          quiet: true,
        });
        if (made) close();
      }}
    >
      <p>{t("ask.waive", { amount: moneyText(accrued, language) })}</p>
      <TextField name="reason" label={t("field.reason")} lines={3} maxLength={1000} isRequired autoFocus />
    </Form>
  );
}
