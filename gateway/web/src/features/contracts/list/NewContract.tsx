import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { AccountPicker } from "../../../parts/AccountPicker";
import { useLegalEntities } from "../../../parts/legalEntities";
import { blankLine, LinesEditor, linesOf } from "../../../parts/lines/LinesEditor";
import { Checkbox, Select } from "../../../ui/choices";
import { DatePicker } from "../../../ui/dates";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import type { Values } from "../../../ui/formValues";
import { MoneyField } from "../../../ui/MoneyField";
import { Drawer } from "../../../ui/overlays";
import { Skeleton } from "../../../ui/shown";
import { useDeal } from "../queries";
import { TemplateSelect } from "../terms/TemplateSelect";
import { type Template, WAITS_FOR } from "../terms/templates";

interface NewContractProps {
  isOpen: boolean;
  /** The won deal that it comes from: customer, owner and lines go with it. */
  dealId: string | undefined;
  accountId: string | undefined;
  onOpenChange: (isOpen: boolean) => void;
}

/** Drafts a contract, of a won deal or by itself. */
export function NewContract({ isOpen, dealId, accountId, onOpenChange }: NewContractProps) {
  const { t } = useTranslation("contracts");
  const { data: deal, isLoading } = useDeal(dealId);
  return (
    <Drawer title={deal ? t("new.ofDeal") : t("new.title")} isWide isOpen={isOpen} onOpenChange={onOpenChange}>
      {(close) =>
        isLoading ? <Skeleton lines={8} /> : <NewContractForm deal={deal} accountId={accountId} close={close} />
      }
    </Drawer>
  );
}

interface FormProps {
  deal: ReturnType<typeof useDeal>["data"];
  accountId: string | undefined;
  close: () => void;
}

function NewContractForm({ deal, accountId, close }: FormProps) {
  const { t } = useTranslation("contracts");
  const { currency: own } = useSession();
  const navigate = useNavigate();
  const { run, isPending, problem } = useCommand();
  const { options: entities } = useLegalEntities();
  const [isFrame, setFrame] = useState(false);
  const [isMonthly, setMonthly] = useState(false);
  const [template, setTemplate] = useState<Template | "">("30/60/10");
  const currency = deal?.currency || own;
  const [lines, setLines] = useState(() =>
    deal && deal.lines.length > 0
      ? deal.lines.map(({ productId, quantity, unitPrice }) => ({ ...blankLine(), productId, quantity, unitPrice }))
      : [blankLine()],
  );

  const create = async (values: Values): Promise<void> => {
    const days = template ? WAITS_FOR[template] : [];
    const number = (name: string): number => Number.parseInt(values[name] ?? "", 10) || 0;
    const limit = values["frameLimit.amount"] ?? "";
    const agreed = isFrame
      ? {
          frame: true,
          ...(limit && { frameLimit: { currencyCode: currency, amount: limit } }),
          monthly: isMonthly,
          ...(isMonthly && { cutOffDay: number("cutOffDay"), creditDays: number("creditDays") }),
        }
      : {
          lines: linesOf(lines),
          ...(template && { terms: { template } }),
          milestones: days.map((kind) => ({ kind, plannedDate: values[`planned.${kind}`] ?? "" })),
        };
    const body = {
      name: values.name?.trim() ?? "",
      ...(deal ? { opportunityId: deal.id, accountId: deal.accountId } : { accountId: values.accountId ?? "" }),
      legalEntityId: values.legalEntityId || entities[0]?.id || "",
      customerOrderNumber: values.customerOrderNumber?.trim() ?? "",
      currency,
      pricesIncludeTax: values.pricesIncludeTax === "on",
      endDate: values.endDate ?? "",
      ...agreed,
    };
    const made = await run(() => reply(api.POST("/v1/contracts", { body })), { done: t("new.done"), quiet: true });
    if (!made) return;
    close();
    void navigate({ to: `/contracts/${made.id}` as never });
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
      {!deal && (
        <AccountPicker name="accountId" label={t("field.account")} defaultId={accountId} isRequired autoFocus />
      )}
      <TextField name="name" label={t("field.name")} defaultValue={deal?.name ?? ""} maxLength={200} isRequired />
      {entities.length > 1 && (
        <Select
          name="legalEntityId"
          label={t("field.entity")}
          options={entities}
          defaultSelectedKey={deal?.legalEntityId || (entities[0]?.id ?? null)}
          isRequired
        />
      )}
      <TextField name="customerOrderNumber" label={t("field.order")} maxLength={100} />
      {!deal && (
        <div className="whole">
          <Checkbox isSelected={isFrame} onChange={setFrame}>
            {t("frame.is")}
          </Checkbox>
        </div>
      )}
      {isFrame ? (
        <>
          <MoneyField name="frameLimit.amount" label={t("frame.limit")} currencyCode={currency} />
          <DatePicker name="endDate" label={t("field.end")} />
          <div className="whole">
            <Checkbox isSelected={isMonthly} onChange={setMonthly}>
              {t("frame.monthly")}
            </Checkbox>
          </div>
          {isMonthly && (
            <>
              <TextField name="cutOffDay" label={t("frame.cutOffDay")} hint={t("frame.cutOffHint")} maxLength={2} />
              <TextField name="creditDays" label={t("frame.creditDays")} defaultValue="60" maxLength={3} isRequired />
            </>
          )}
        </>
      ) : (
        <>
          <div className="whole">
            <LinesEditor lines={lines} currencyCode={currency} onChange={setLines} />
          </div>
          <div className="whole">
            <Checkbox name="pricesIncludeTax" defaultSelected>
              {t("lines.taxIncluded")}
            </Checkbox>
          </div>
          <TemplateSelect value={template} onChange={setTemplate} />
          <DatePicker name="endDate" label={t("field.end")} />
          {template && <PlannedDays template={template} />}
        </>
      )}
    </Form>
  );
}

/** The days on which money hangs: planned now, so that it is known when it comes. */
function PlannedDays({ template }: { template: Template }) {
  const { t } = useTranslation("contracts");
  const word = useWords();
  return WAITS_FOR[template].map((kind) => (
    <DatePicker
      key={kind}
      name={`planned.${kind}`}
      label={t("new.planned", { milestone: word("MilestoneKind", kind) })}
      hint={t("new.plannedHint")}
    />
  ));
}
