import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { AccountPicker } from "../../../parts/AccountPicker";
import { useContract } from "../../../parts/documents";
import { useLegalEntities } from "../../../parts/legalEntities";
import { blankLine, LinesEditor, linesOf } from "../../../parts/lines/LinesEditor";
import { Checkbox, Select } from "../../../ui/choices";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import type { Values } from "../../../ui/formValues";
import { Drawer } from "../../../ui/overlays";
import { useContracts } from "../queries";
import { payingBy, WAYS, type Way } from "./paying";

interface NewOrderProps {
  isOpen: boolean;
  accountId: string | undefined;
  contractId: string | undefined;
  onOpenChange: (isOpen: boolean) => void;
}

/** Drafts an order, by itself or under a contract. */
export function NewOrder({ isOpen, accountId, contractId, onOpenChange }: NewOrderProps) {
  const { t } = useTranslation("orders");
  return (
    <Drawer title={t("new.title")} isWide isOpen={isOpen} onOpenChange={onOpenChange}>
      {(close) => <NewOrderForm accountId={accountId} contractId={contractId} close={close} />}
    </Drawer>
  );
}

interface FormProps extends Pick<NewOrderProps, "accountId" | "contractId"> {
  close: () => void;
}

function NewOrderForm({ accountId, contractId, close }: FormProps) {
  const { t } = useTranslation("orders");
  const { currency: own } = useSession();
  const navigate = useNavigate();
  const { run, isPending, problem } = useCommand();
  const { options: entities } = useLegalEntities();
  const [account, setAccount] = useState<string | null>(accountId ?? null);
  const [under, setUnder] = useState(contractId ?? "");
  const [way, setWay] = useState<Way>("arrival");
  const [lines, setLines] = useState(() => [blankLine()]);
  const contracts = useContracts(account);
  const contract = useContract(under);
  const currency = contract?.currency ?? own;
  // A contract with a plan of its own says how it is paid; a frame that is settled by month does, too.
  const isAgreed = contract !== undefined && (!contract.frame || contract.monthly);

  const create = async (values: Values): Promise<void> => {
    const number = (name: string): number => Number.parseInt(values[name] ?? "", 10) || 0;
    const names = { advance: t("way.name.advance"), arrival: t("way.name.arrival") };
    const body = {
      accountId: account ?? "",
      ...(under ? { contractId: under } : { legalEntityId: values.legalEntityId || entities[0]?.id || "", currency }),
      customerOrderNumber: values.customerOrderNumber?.trim() ?? "",
      description: values.description?.trim() ?? "",
      pricesIncludeTax: values.pricesIncludeTax === "on",
      lines: linesOf(lines),
      ...(!isAgreed && payingBy(way, { days: number("days"), cutOffDay: number("cutOffDay"), names })),
    };
    const made = await run(() => reply(api.POST("/v1/orders", { body })), { done: t("new.done"), quiet: true });
    if (!made) return;
    close();
    void navigate({ to: `/orders/${made.id}` as never });
  };
  return (
    <Form
      submit={t("new.do")}
      columns="two"
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={(values) => void create(values)}
    >
      <AccountPicker
        name="accountId"
        label={t("field.account")}
        defaultId={accountId}
        onChange={(id) => {
          setAccount(id);
          if (id !== account) setUnder("");
        }}
        isRequired
        autoFocus
      />
      <Select
        label={t("field.contract")}
        hint={t("new.contractHint")}
        options={[
          { id: "none", name: t("new.noContract") },
          ...contracts.map(({ id, number, name }) => ({ id, name: `${number} ${name}` })),
        ]}
        selectedKey={under || "none"}
        onSelectionChange={(key) => setUnder(key === "none" ? "" : String(key))}
      />
      {!under && entities.length > 1 && (
        <Select
          name="legalEntityId"
          label={t("field.entity")}
          options={entities}
          defaultSelectedKey={entities[0]?.id ?? null}
          isRequired
        />
      )}
      <TextField name="customerOrderNumber" label={t("field.customerOrderNumber")} maxLength={100} />
      <div className="whole">
        <LinesEditor lines={lines} currencyCode={currency} onChange={setLines} />
      </div>
      <div className="whole">
        <Checkbox name="pricesIncludeTax" defaultSelected>
          {t("new.taxIncluded")}
        </Checkbox>
      </div>
      {isAgreed ? (
        <p className="whole">{t(contract.frame ? "way.agreedMonthly" : "way.agreed", { number: contract.number })}</p>
      ) : (
        <>
          <Select
            label={t("field.way")}
            options={WAYS.map((id) => ({ id, name: t(`way.${id}`) }))}
            selectedKey={way}
            onSelectionChange={(key) => setWay(key as Way)}
            isRequired
          />
          {way !== "advance" && (
            <TextField
              key={way}
              name="days"
              label={t(way === "monthly" ? "field.creditDays" : "field.days")}
              defaultValue={way === "monthly" ? "60" : "30"}
              inputMode="numeric"
              isRequired
            />
          )}
          {way === "monthly" && (
            <TextField
              name="cutOffDay"
              label={t("field.cutOffDay")}
              hint={t("new.cutOffHint")}
              inputMode="numeric"
              maxLength={2}
            />
          )}
        </>
      )}
      <TextField name="description" label={t("field.description")} lines={2} maxLength={2000} />
    </Form>
  );
}
