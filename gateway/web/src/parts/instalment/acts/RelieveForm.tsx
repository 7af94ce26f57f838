import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import type { components } from "../../../api/generated/openapi";
import { fromMinor, toMinor } from "../../../api/money";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { MoneyField } from "../../../ui/MoneyField";
import type { Instalment } from "../types";

type Kind = components["schemas"]["receivables.AdjustmentKind"];

export interface RelieveFormProps {
  of: Instalment;
  kind: Exclude<Kind, "ADJUSTMENT_KIND_REFUND">;
  /** The receipt that came short by a bank's fee. */
  receiptId?: string;
  close: () => void;
}

/** Asks that an amount is not to be paid any more; the last cents and a bank's fee within the limit are posted at once. */
export function RelieveForm({ of, kind, receiptId, close }: RelieveFormProps) {
  const { t } = useTranslation("instalment");
  const { run, isPending, problem } = useCommand();
  const currencyCode = of.open?.currencyCode ?? "";
  return (
    <Form
      submit={t(`adjust.do.${kind}`)}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={async (values) => {
        const body = {
          kind,
          instalmentId: of.id,
          ...(receiptId && { receiptId }),
          amount: { currencyCode, amount: values["amount.amount"] ?? "" },
          reason: values.reason?.trim() ?? "",
        };
        const made = await run(() => reply(api.POST("/v1/adjustments", { body })), {
          done: ({ state }) => t(state === "ADJUSTMENT_STATE_POSTED" ? "adjust.posted" : "adjust.asked"),
          quiet: true,
        });
        if (made) close();
      }}
    >
      <p>{t(`adjust.text.${kind}`)}</p>
      <MoneyField
        name="amount.amount"
        label={t("adjust.amount")}
        currencyCode={currencyCode}
        defaultValue={undisputed(of)}
        isRequired
      />
      <TextField name="reason" label={t("adjust.reason")} lines={3} maxLength={1000} isRequired autoFocus />
    </Form>
  );
}

function undisputed({ open, disputed }: Instalment): string {
  if (!open) return "";
  return fromMinor(toMinor(open) - (disputed ? toMinor(disputed) : 0n), open.currencyCode).amount;
}
