import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { AccountPicker } from "../../../parts/AccountPicker";
import { has } from "../../../parts/instalment/standing";
import { Select } from "../../../ui/choices";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import type { Values } from "../../../ui/formValues";
import { MoneyField } from "../../../ui/MoneyField";
import { Dialog } from "../../../ui/overlays";
import { useOptions } from "../../../ui/useOptions";
import { usePlans } from "../queries";
import type { Invoice, InvoiceInput } from "../types";

const TAX_INVOICES: readonly string[] = ["INVOICE_TYPE_VAT_SPECIAL", "INVOICE_TYPE_VAT_ORDINARY", "INVOICE_TYPE_PAPER"];

/** 开票申请: for which instalment of which contract, how much at which rate. Another person approves it. */
export function RequestInvoice({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("invoices");
  return (
    <Dialog title={t("request.do")} isWide isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {(close) => <RequestForm close={close} />}
    </Dialog>
  );
}

function RequestForm({ close }: { close: () => void }) {
  const { t } = useTranslation("invoices");
  const { run, isPending, problem } = useCommand();
  const navigate = useNavigate();
  const types = useOptions("InvoiceType");
  const [type, setType] = useState<string>("INVOICE_TYPE_VAT_SPECIAL");
  const [customerId, setCustomer] = useState<string | null>(null);
  const [contractId, setContract] = useState("");
  const [instalmentId, setInstalment] = useState("");
  const plan = usePlans(customerId).data?.paymentPlans.find((each) => each.contractId === contractId);
  const plans = usePlans(customerId).data?.paymentPlans ?? [];
  const instalments = plan?.instalments.filter(({ closeReason }) => closeReason !== "CLOSE_REASON_CANCELLED") ?? [];
  const chosen = instalments.find(({ id }) => id === instalmentId);
  const currencyCode = plan?.total?.currencyCode ?? "CNY";
  const covers = TAX_INVOICES.includes(type) && instalmentId !== "";
  const body = (values: Values): InvoiceInput => ({
    contractId,
    type: type as Invoice["type"],
    lines: [
      {
        description: values["lines.0.description"]?.trim() ?? "",
        taxRate: values["lines.0.taxRate"]?.trim() ?? "",
        gross: { currencyCode, amount: values["lines.0.gross.amount"] ?? "" },
      },
    ],
    ...(covers && { coverage: [{ instalmentId }] }),
    remark: values.remark?.trim() ?? "",
  });
  return (
    <Form
      columns="two"
      submit={t("request.do")}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={async (values) => {
        const call = () => reply(api.POST("/v1/invoices", { body: body(values) }));
        const made = await run(call, { done: ({ number }) => t("request.done", { number }), quiet: true });
        if (!made) return;
        close();
        void navigate({ to: "/invoices/$invoiceId", params: { invoiceId: made.id } });
      }}
    >
      <AccountPicker
        label={t("field.customer")}
        isRequired
        onChange={(id) => {
          setCustomer(id);
          setContract("");
          setInstalment("");
        }}
      />
      <Select
        label={t("field.contract")}
        options={plans.map((each) => ({ id: each.contractId, name: each.contractNumber }))}
        selectedKey={contractId || null}
        onSelectionChange={(key) => {
          setContract(String(key ?? ""));
          setInstalment("");
        }}
        isRequired
      />
      <Select
        label={t("field.type")}
        options={types}
        selectedKey={type}
        onSelectionChange={(key) => setType(String(key))}
        isRequired
      />
      <Select
        label={t("field.instalment")}
        hint={t("request.instalmentHint")}
        options={instalments.map(({ id, name }) => ({ id, name }))}
        selectedKey={instalmentId || null}
        onSelectionChange={(key) => setInstalment(String(key ?? ""))}
      />
      <TextField name="lines.0.description" label={t("field.description")} maxLength={200} isRequired />
      <TextField name="lines.0.taxRate" label={t("field.taxRate")} defaultValue="13" isRequired />
      <MoneyField
        key={chosen?.id ?? currencyCode}
        name="lines.0.gross.amount"
        label={t("field.gross")}
        currencyCode={currencyCode}
        defaultValue={chosen?.amount && has(chosen.amount) ? chosen.amount.amount : ""}
        isRequired
      />
      <TextField name="remark" label={t("field.remark")} maxLength={500} />
    </Form>
  );
}
