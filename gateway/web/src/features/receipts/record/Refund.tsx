import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { has } from "../../../parts/instalment/standing";
import { Button } from "../../../ui/Button";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { MoneyField } from "../../../ui/MoneyField";
import { Dialog } from "../../../ui/overlays";
import type { Receipt } from "../types";

/** 退款: what pays nothing goes back. Asked for here, approved by another person, paid by a third one. */
export function Refund({ of }: { of: Receipt }) {
  const { t } = useTranslation("receipts");
  const { may, me } = useSession();
  const [isOpen, setOpen] = useState(false);
  const isMoney = of.billNumber === "" && of.tender !== "TENDER_SET_OFF";
  if (!may("adjustment.request") || of.ownerId === me.id || !isMoney || !has(of.unapplied)) return null;
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t("refund.ask")}</Button>
      {isOpen && (
        <Dialog title={t("refund.title")} isOpen onOpenChange={setOpen}>
          {(close) => <RefundForm of={of} close={close} />}
        </Dialog>
      )}
    </>
  );
}

function RefundForm({ of, close }: { of: Receipt; close: () => void }) {
  const { t } = useTranslation("receipts");
  const { run, isPending, problem } = useCommand();
  const currencyCode = of.unapplied?.currencyCode ?? "";
  return (
    <Form
      submit={t("refund.ask")}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={async (values) => {
        const text = (name: string): string => values[name]?.trim() ?? "";
        const body = {
          kind: "ADJUSTMENT_KIND_REFUND" as const,
          receiptId: of.id,
          amount: { currencyCode, amount: text("amount.amount") },
          payeeName: text("payeeName"),
          payeeAccount: text("payeeAccount"),
          otherPayeeReason: text("otherPayeeReason"),
          reason: text("reason"),
        };
        if (await run(() => reply(api.POST("/v1/adjustments", { body })), { done: t("refund.asked"), quiet: true }))
          close();
      }}
    >
      <p>{t("refund.text")}</p>
      <MoneyField
        name="amount.amount"
        label={t("refund.amount")}
        currencyCode={currencyCode}
        defaultValue={of.unapplied?.amount ?? ""}
        isRequired
      />
      <TextField name="payeeName" label={t("refund.payeeName")} defaultValue={of.payerName} />
      <TextField
        name="payeeAccount"
        label={t("refund.payeeAccount")}
        hint={t("refund.accountHint")}
        defaultValue={of.payerAccount}
        maxLength={40}
      />
      <TextField name="otherPayeeReason" label={t("refund.otherReason")} maxLength={500} />
      <TextField name="reason" label={t("refund.reason")} lines={2} maxLength={1000} isRequired autoFocus />
    </Form>
  );
}
