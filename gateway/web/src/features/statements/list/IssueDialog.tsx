import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { AccountPicker } from "../../../parts/AccountPicker";
import { todayIn } from "../../../parts/days";
import { useLegalEntities } from "../../../parts/legalEntities";
import { Select } from "../../../ui/choices";
import { DatePicker } from "../../../ui/dates";
import { Form } from "../../../ui/Form";
import type { Values } from "../../../ui/formValues";
import { Dialog } from "../../../ui/overlays";
import { usePeople } from "../../../ui/people";
import { useCurrencies } from "../../../ui/useCurrencies";
import { useOptions } from "../../../ui/useOptions";
import { KINDS, type Kind } from "../types";

/** 出具对账单: to whom, of which company of ours, over which days. */
export function IssueDialog({ customerId, onClose }: { customerId: string | undefined; onClose: () => void }) {
  const { t } = useTranslation("statements");
  const { run, isPending, problem } = useCommand();
  const navigate = useNavigate();
  const [customer, setCustomer] = useState(customerId ?? "");
  const [kind, setKind] = useState<Kind>(KINDS[0]);
  const issue = async (values: Values): Promise<void> => {
    const body = { customerId: customer, ...said(values, kind) };
    const made = await run(() => reply(api.POST("/v1/accountStatements", { body })), {
      done: ({ number }) => t("issue.done", { number }),
      quiet: true,
    });
    // The list goes, and this with it: to be closed first would be another way to go.
    if (made) void navigate({ to: "/receivables/statements/$statementId", params: { statementId: made.id } });
  };
  return (
    <Dialog title={t("issue.do")} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {(close) => (
        <Form
          submit={t("issue.submit")}
          isPending={isPending}
          problem={problem}
          onCancel={close}
          onSubmit={(values) => void issue(values)}
        >
          <AccountPicker
            name="customerId"
            label={t("field.customer")}
            defaultId={customerId}
            onChange={(id) => setCustomer(id ?? "")}
            isRequired
          />
          <About kind={kind} onKind={setKind} />
        </Form>
      )}
    </Dialog>
  );
}

/** For every customer with a balance, in the background. */
export function BatchDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("statements");
  const { run, isPending, problem } = useCommand();
  const { options: people } = usePeople();
  const [kind, setKind] = useState<Kind>(KINDS[1]);
  const [owner, setOwner] = useState("");
  return (
    <Dialog title={t("batch.do")} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {(close) => (
        <Form
          submit={t("batch.submit")}
          isPending={isPending}
          problem={problem}
          onCancel={close}
          onSubmit={async (values) => {
            const body = { ...said(values, kind), ...(owner && { ownerIds: [owner] }) };
            const made = await run(() => reply(api.POST("/v1/accountStatementBatches", { body })), {
              done: ({ totalCount }) => t("batch.begun", { count: totalCount }),
              quiet: true,
            });
            if (made) close();
          }}
        >
          <About kind={kind} onKind={setKind} />
          <Select
            label={t("batch.owner")}
            hint={t("batch.ownerHint")}
            options={people}
            selectedKey={owner || null}
            onSelectionChange={(key) => setOwner(String(key ?? ""))}
          />
        </Form>
      )}
    </Dialog>
  );
}

function About({ kind, onKind }: { kind: Kind; onKind: (kind: Kind) => void }) {
  const { t } = useTranslation("statements");
  const { zone, currency } = useSession();
  const { options: entities } = useLegalEntities();
  const kinds = useOptions("StatementKind");
  const currencies = useCurrencies(currency);
  const today = todayIn(zone);
  const isAccount = kind === "STATEMENT_KIND_ACCOUNT";
  return (
    <>
      <Select
        label={t("field.kind")}
        options={kinds}
        selectedKey={kind}
        onSelectionChange={(key) => onKind(KINDS.find((each) => each === key) ?? KINDS[0])}
        isRequired
      />
      <Select
        key={entities[0]?.id ?? ""}
        name="legalEntityId"
        label={t("field.entity")}
        options={entities}
        defaultSelectedKey={entities[0]?.id ?? null}
        isRequired
      />
      <Select
        name="currency"
        label={t("field.currency")}
        options={currencies}
        defaultSelectedKey={currency}
        isRequired
      />
      {isAccount && (
        <DatePicker
          name="fromDate"
          label={t("field.fromDate")}
          defaultValue={`${today.slice(0, 7)}-01`}
          to={today}
          isRequired
        />
      )}
      <DatePicker
        name="toDate"
        label={t(isAccount ? "field.toDate" : "field.asOf")}
        defaultValue={today}
        to={today}
        isRequired
      />
    </>
  );
}

function said({ legalEntityId = "", currency = "", fromDate = "", toDate = "" }: Values, kind: Kind) {
  return { kind, legalEntityId, currency, toDate, ...(fromDate && { fromDate }) };
}
