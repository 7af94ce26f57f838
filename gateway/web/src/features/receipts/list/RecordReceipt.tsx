import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import type { components } from "../../../api/generated/openapi";
import { useSession } from "../../../app/session";
import { AccountPicker } from "../../../parts/AccountPicker";
import { todayIn } from "../../../parts/days";
import { accountText, inUse, useLegalEntities } from "../../../parts/legalEntities";
import { ComboBox, Select } from "../../../ui/choices";
import { DatePicker } from "../../../ui/dates";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import type { Values } from "../../../ui/formValues";
import { MoneyField } from "../../../ui/MoneyField";
import { Dialog } from "../../../ui/overlays";
import { Skeleton } from "../../../ui/shown";
import { useOptions } from "../../../ui/useOptions";
import { useContracts } from "../queries";
import type { Tender } from "../types";

type Body = components["schemas"]["receivables.ReceiptInput"];
type Entity = NonNullable<ReturnType<typeof useLegalEntities>["all"]>[number];
const BILLS: readonly string[] = ["TENDER_BANK_BILL", "TENDER_COMMERCIAL_BILL", "TENDER_DIGITAL_CLAIM"];

/** Money or a bill came: written down as the bank says it. Whose it is may be found out later. */
export function RecordReceipt({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("receipts");
  const { all } = useLegalEntities();
  return (
    <Dialog title={t("record.do")} isWide isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {(close) => (all ? <RecordForm entities={all} close={close} /> : <Skeleton lines={6} />)}
    </Dialog>
  );
}

function RecordForm({ entities, close }: { entities: readonly Entity[]; close: () => void }) {
  const { t } = useTranslation("receipts");
  const { zone, currency } = useSession();
  const { options } = useLegalEntities();
  const { run, isPending, problem } = useCommand();
  const navigate = useNavigate();
  const tenders = useOptions("Tender");
  const [entityId, setEntity] = useState(options[0]?.id ?? "");
  const [tender, setTender] = useState<string>("TENDER_BANK");
  const [accountId, setAccount] = useState("");
  const [customerId, setCustomer] = useState<string | null>(null);
  const contracts = useContracts(customerId);
  const entity = entities.find(({ id }) => id === entityId);
  const accounts = inUse(entity?.bankAccounts ?? []);
  const currencyCode =
    accounts.find(({ id }) => id === accountId)?.currencyCode || entity?.functionalCurrency || currency;
  const isBill = BILLS.includes(tender);
  const today = todayIn(zone);
  const body = (values: Values): Body => ({
    legalEntityId: entityId,
    tender: tender as Tender,
    amount: { currencyCode, amount: values["amount.amount"] ?? "" },
    receivedDate: values.receivedDate ?? "",
    bankReference: values.bankReference?.trim() ?? "",
    payerName: values.payerName?.trim() ?? "",
    payerAccount: values.payerAccount?.trim() ?? "",
    memo: values.memo?.trim() ?? "",
    ...(accountId && { bankAccountId: accountId }),
    ...(customerId && { customerId }),
    ...(values.contractId && { contractId: values.contractId }),
    ...(isBill && {
      billNumber: values.billNumber?.trim() ?? "",
      billDueDate: values.billDueDate ?? "",
      billSubRange: values.billSubRange?.trim() ?? "",
      billAcceptor: values.billAcceptor?.trim() ?? "",
    }),
  });
  return (
    <Form
      columns="two"
      submit={t("record.do")}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={async (values) => {
        const call = () => reply(api.POST("/v1/receipts", { body: body(values) }));
        const made = await run(call, { done: ({ number }) => t("record.done", { number }), quiet: true });
        if (!made) return;
        close();
        void navigate({ to: "/receipts/$receiptId", params: { receiptId: made.id } });
      }}
    >
      <Select
        label={t("field.entity")}
        options={options}
        selectedKey={entityId}
        onSelectionChange={(key) => {
          setEntity(String(key));
          setAccount("");
        }}
        isRequired
      />
      <Select
        label={t("field.tender")}
        options={tenders}
        selectedKey={tender}
        onSelectionChange={(key) => setTender(String(key))}
        isRequired
      />
      <MoneyField
        key={currencyCode}
        name="amount.amount"
        label={t("field.amount")}
        currencyCode={currencyCode}
        isRequired
        autoFocus
      />
      <DatePicker name="receivedDate" label={t("field.receivedDate")} defaultValue={today} to={today} isRequired />
      {accounts.length > 0 && (
        <Select
          label={t("field.bankAccount")}
          options={accounts.map((account) => ({ id: account.id, name: accountText(account) }))}
          selectedKey={accountId || null}
          onSelectionChange={(key) => setAccount(String(key ?? ""))}
        />
      )}
      <TextField name="bankReference" label={t("field.bankReference")} />
      <TextField name="payerName" label={t("field.payerName")} />
      <TextField name="payerAccount" label={t("field.payerAccount")} maxLength={40} />
      {isBill && (
        <>
          <TextField name="billNumber" label={t("field.billNumber")} isRequired />
          <DatePicker name="billDueDate" label={t("field.billDueDate")} isRequired />
          <TextField name="billSubRange" label={t("field.billSubRange")} maxLength={25} />
          <TextField name="billAcceptor" label={t("field.billAcceptor")} maxLength={100} />
        </>
      )}
      <AccountPicker
        name="customerId"
        label={t("field.customer")}
        hint={t("record.customerHint")}
        onChange={setCustomer}
      />
      {customerId && (
        <ComboBox
          name="contractId"
          label={t("field.contract")}
          hint={t("record.contractHint")}
          options={contracts.data?.contracts.map(({ id, number }) => ({ id, name: number })) ?? []}
        />
      )}
      <div className="whole">
        <TextField name="memo" label={t("field.memo")} maxLength={500} />
      </div>
    </Form>
  );
}
