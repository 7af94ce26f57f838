import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { AccountPicker } from "../../../parts/AccountPicker";
import { named } from "../../../parts/said";
import { Select } from "../../../ui/choices";
import { DatePicker } from "../../../ui/dates";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import type { Values } from "../../../ui/formValues";
import { MoneyField } from "../../../ui/MoneyField";
import { Drawer } from "../../../ui/overlays";
import { useProcesses } from "../queries";
import type { Process } from "../types";

interface NewDealProps {
  isOpen: boolean;
  /** The customer that it is for, where one came from there. */
  accountId: string | undefined;
  process: Process | undefined;
  onOpenChange: (isOpen: boolean) => void;
}

/** Opens a deal: for whom, about what, how much, until when. It begins in the first stage. */
export function NewDeal({ isOpen, accountId, process, onOpenChange }: NewDealProps) {
  const { t } = useTranslation("deals");
  return (
    <Drawer title={t("new.title")} isOpen={isOpen} onOpenChange={onOpenChange}>
      {(close) => <NewDealForm accountId={accountId} process={process} close={close} />}
    </Drawer>
  );
}

function NewDealForm({
  accountId,
  process,
  close,
}: Omit<NewDealProps, "isOpen" | "onOpenChange"> & { close: () => void }) {
  const { t } = useTranslation("deals");
  const { currency, language } = useSession();
  const navigate = useNavigate();
  const { run, isPending, problem } = useCommand();
  const { processes } = useProcesses();
  const offered = processes?.filter(({ archiveTime }) => !archiveTime) ?? [];
  const [processId, setProcess] = useState<string>();
  const create = async (values: Values): Promise<void> => {
    const amount = values["expectedAmount.amount"];
    const body = {
      name: values.name?.trim() ?? "",
      accountId: values.accountId ?? "",
      salesProcessId: processId ?? process?.id ?? "",
      expectedCloseDate: values.expectedCloseDate ?? "",
      competitor: values.competitor?.trim() ?? "",
      description: values.description ?? "",
      ...(amount && { expectedAmount: { currencyCode: currency, amount } }),
    };
    const made = await run(() => reply(api.POST("/v1/opportunities", { body })), { done: t("new.done"), quiet: true });
    if (!made) return;
    close();
    void navigate({ to: `/deals/${made.id}` as never });
  };
  return (
    <Form
      submit={t("new.do")}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={(values) => void create(values)}
    >
      <AccountPicker name="accountId" label={t("field.account")} defaultId={accountId} isRequired autoFocus />
      <TextField
        name="name"
        label={t("field.name")}
        hint={t("new.nameHint")}
        maxLength={200}
        isRequired
        autoFocus={Boolean(accountId)}
      />
      <MoneyField
        name="expectedAmount.amount"
        label={t("field.amount")}
        hint={t("new.amountHint")}
        currencyCode={currency}
      />
      <DatePicker name="expectedCloseDate" label={t("field.closeDate")} />
      {offered.length > 1 && (
        <Select
          label={t("process")}
          options={offered.map((each) => ({ id: each.id, name: named(each, language) }))}
          selectedKey={processId ?? process?.id ?? null}
          onSelectionChange={(key) => setProcess(String(key))}
        />
      )}
      <TextField name="competitor" label={t("field.competitor")} maxLength={500} />
      <TextField name="description" label={t("field.description")} lines={3} maxLength={5000} />
    </Form>
  );
}
