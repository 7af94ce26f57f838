import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { components } from "../../api/generated/openapi";
import type { Problem } from "../../api/problem";
import { useSession } from "../../app/session";
import { AccountPicker } from "../../parts/AccountPicker";
import { todayIn } from "../../parts/days";
import { useLegalEntities } from "../../parts/legalEntities";
import { blankLine, draftOfLine, type LineDraft, LinesEditor, linesOf } from "../../parts/lines/LinesEditor";
import { useProducts } from "../../parts/lines/products";
import { Checkbox, Select } from "../../ui/choices";
import { DatePicker } from "../../ui/dates";
import { Form } from "../../ui/Form";
import { TextField } from "../../ui/fields";
import type { Values } from "../../ui/formValues";
import { useOptions } from "../../ui/useOptions";
import { useContracts } from "./queries";
import { DAY, type DueFrom, type ServiceCharge, VISIT } from "./types";
import { Visitors } from "./Visitors";
import "./services.css";

type Body = components["schemas"]["receivables.ServiceChargeInput"];

/** Of services (现代服务) in China. */
const TAX_RATE = "6";
const NONE = "none";

interface ChargeFormProps {
  /** The draft that is changed; a new one where there is none. */
  of?: ServiceCharge;
  accountId?: string | undefined;
  submit: string;
  isPending: boolean;
  problem: Problem | undefined;
  onCancel: () => void;
  onSubmit: (body: Body) => Promise<void>;
}

/** The visit, what it is charged and when that is due. */
export function ChargeForm({ of, accountId, submit, isPending, problem, onCancel, onSubmit }: ChargeFormProps) {
  const { t } = useTranslation("services");
  const { currency: own, me, zone } = useSession();
  const { options: entities } = useLegalEntities();
  const ways = useOptions("ServiceDueFrom");
  const products = useProducts();
  const [account, setAccount] = useState<string | null>(of?.customerId ?? accountId ?? null);
  const [contract, setContract] = useState(of?.contractId ?? "");
  const [visitors, setVisitors] = useState<string[]>(of?.visitorIds ?? [me.id]);
  const [dueFrom, setDueFrom] = useState<DueFrom>(of?.dueFrom ?? VISIT);
  const [lines, setLines] = useState<LineDraft[]>(() => of?.lines.map(draftOf) ?? [blank()]);
  const contracts = useContracts(account);
  const currency = of?.currency ?? contracts.find(({ id }) => id === contract)?.currency ?? own;
  const today = todayIn(zone);

  const body = (values: Values): Body => ({
    customerId: account ?? "",
    legalEntityId: values.legalEntityId || of?.legalEntityId || entities[0]?.id || "",
    contractId: contract,
    currency,
    visitDate: values.visitDate ?? "",
    visitorIds: visitors,
    workDone: values.workDone?.trim() ?? "",
    signOff: values.signOff?.trim() ?? "",
    pricesIncludeTax: values.pricesIncludeTax === "on",
    lines: linesOf(lines).map(({ description, productId, unit, quantity, unitPrice, taxRate }) => ({
      description: description || (products?.find(({ id }) => id === productId)?.name ?? ""),
      unit,
      quantity,
      unitPrice,
      taxRate,
    })),
    dueFrom,
    ...(dueFrom === DAY
      ? { dueDate: values.dueDate ?? "", creditDays: 0 }
      : { dueDate: "", creditDays: Number.parseInt(values.creditDays ?? "", 10) || 0 }),
  });
  return (
    <Form
      submit={submit}
      columns="two"
      isPending={isPending}
      problem={problem}
      onCancel={onCancel}
      onSubmit={(values) => void onSubmit(body(values))}
    >
      {!of && (
        <AccountPicker
          name="customerId"
          label={t("field.customer")}
          defaultId={accountId}
          onChange={(id) => {
            setAccount(id);
            if (id !== account) setContract("");
          }}
          isRequired
          autoFocus
        />
      )}
      <Select
        label={t("field.contract")}
        hint={t("new.contractHint")}
        options={[
          { id: NONE, name: t("new.noContract") },
          ...contracts.map(({ id, number, name }) => ({ id, name: `${number} ${name}` })),
        ]}
        selectedKey={contract || NONE}
        onSelectionChange={(key) => setContract(key === NONE ? "" : String(key))}
      />
      {entities.length > 1 && (
        <Select
          name="legalEntityId"
          label={t("field.entity")}
          options={entities}
          defaultSelectedKey={of?.legalEntityId ?? entities[0]?.id ?? null}
          isRequired
        />
      )}
      <DatePicker
        name="visitDate"
        label={t("field.visitDate")}
        defaultValue={of?.visitDate ?? today}
        to={today}
        isRequired
      />
      <Visitors ids={visitors} onChange={setVisitors} />
      <div className="whole">
        <TextField
          name="workDone"
          label={t("field.workDone")}
          defaultValue={of?.workDone ?? ""}
          lines={3}
          maxLength={2000}
        />
      </div>
      <div className="whole">
        <LinesEditor
          lines={lines}
          currencyCode={currency}
          onChange={(changed) => setLines(changed.map((line) => (isNew(line) ? { ...line, taxRate: TAX_RATE } : line)))}
        />
      </div>
      <div className="whole">
        <Checkbox name="pricesIncludeTax" defaultSelected={of?.pricesIncludeTax ?? true}>
          {t("new.taxIncluded")}
        </Checkbox>
      </div>
      <Select
        label={t("field.dueFrom")}
        options={ways}
        selectedKey={dueFrom}
        onSelectionChange={(key) => setDueFrom(key as DueFrom)}
        isRequired
      />
      {dueFrom === DAY ? (
        <DatePicker name="dueDate" label={t("field.dueDate")} defaultValue={of?.dueDate || today} isRequired />
      ) : (
        <TextField
          name="creditDays"
          label={t("field.creditDays")}
          defaultValue={String(of?.creditDays ?? 30)}
          inputMode="numeric"
          isRequired
        />
      )}
      <div className="whole">
        <TextField
          name="signOff"
          label={t("field.signOff")}
          hint={t("new.signOffHint")}
          defaultValue={of?.signOff ?? ""}
          maxLength={500}
        />
      </div>
    </Form>
  );
}

function blank(): LineDraft {
  return { ...blankLine(), taxRate: TAX_RATE };
}

/** Just added: nothing is said of it yet. */
function isNew({ productId, description, unitPrice, taxRate }: LineDraft): boolean {
  return !(productId || description || unitPrice || taxRate);
}

function draftOf({ description, unit, quantity, unitPrice, taxRate }: ServiceCharge["lines"][number]): LineDraft {
  return draftOfLine({ code: "", productId: "", taxCode: "", description, unit, quantity, unitPrice, taxRate });
}
