import { useState } from "react";
import { Radio, RadioGroup } from "react-aria-components/RadioGroup";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { AccountPicker } from "../../../parts/AccountPicker";
import { todayIn } from "../../../parts/days";
import { Checkbox } from "../../../ui/choices";
import { DatePicker } from "../../../ui/dates";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import type { Values } from "../../../ui/formValues";
import { MoneyField } from "../../../ui/MoneyField";
import { Drawer } from "../../../ui/overlays";
import { Known } from "../Known";
import { useKnownElsewhere } from "../queries";
import type { Lead } from "../types";
import { useLeadActs } from "../useLeadActs";
import "./convert.css";

/** Makes customer, contact and deal of a lead. */
export function ConvertSheet({ lead, onClose }: { lead: Lead; onClose: () => void }) {
  const { t } = useTranslation("leads");
  return (
    <Drawer title={t("convert.title")} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {(close) => <ConvertForm lead={lead} close={close} />}
    </Drawer>
  );
}

function ConvertForm({ lead, close }: { lead: Lead; close: () => void }) {
  const { t } = useTranslation("leads");
  const { currency, zone, may } = useSession();
  const { convert, isPending, problem } = useLeadActs({ quiet: true });
  const { data: known } = useKnownElsewhere(lead, may("lead.check_duplicates"));
  const [isKnown, setKnown] = useState(false);
  const [accountId, setAccount] = useState<string>();
  const [withContact, setContact] = useState(true);
  const [withDeal, setDeal] = useState(true);
  const currencyCode = lead.estimatedAmount?.currencyCode ?? currency;
  const accounts = known?.matches.filter(({ subjectType }) => subjectType === "account") ?? [];

  const send = async (values: Values): Promise<void> => {
    const amount = values["expectedAmount.amount"];
    const deal = {
      opportunityName: values.opportunityName?.trim() ?? "",
      expectedCloseDate: values.expectedCloseDate ?? "",
      ...(amount && { expectedAmount: { currencyCode, amount } }),
    };
    const done = await convert(lead, {
      ...(isKnown && { accountId: values.accountId ?? "" }),
      withoutContact: !withContact,
      withoutOpportunity: !withDeal,
      ...(withDeal && deal),
    });
    if (done) close();
  };
  const use = (id: string): void => {
    setKnown(true);
    setAccount(id);
  };
  return (
    <Form
      submit={t("act.convert")}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={(values) => void send(values)}
    >
      <p className="convert-lead">
        <b>{lead.companyName || lead.name}</b>
        {lead.need && <span>{lead.need}</span>}
      </p>
      {known && accounts.length > 0 && !isKnown && <Known of={{ ...known, matches: accounts }} onUse={use} />}
      <RadioGroup
        className="convert-choice"
        value={isKnown ? "known" : "new"}
        onChange={(to) => setKnown(to === "known")}
        aria-label={t("convert.customer")}
        orientation="horizontal"
      >
        {["new", "known"].map((each) => (
          <Radio key={each} value={each} className="convert-option">
            {t(`convert.${each}`)}
          </Radio>
        ))}
      </RadioGroup>
      {isKnown ? (
        <AccountPicker
          key={accountId ?? "any"}
          name="accountId"
          label={t("convert.customer")}
          defaultId={accountId}
          isRequired
          autoFocus={!accountId}
        />
      ) : (
        <p className="convert-note">{t("convert.newNote", { name: lead.companyName || lead.name })}</p>
      )}
      <Checkbox isSelected={withContact} onChange={setContact}>
        {t("convert.contact", { name: lead.name })}
      </Checkbox>
      <Checkbox isSelected={withDeal} onChange={setDeal}>
        {t("convert.deal")}
      </Checkbox>
      {withDeal && (
        <>
          <TextField
            name="opportunityName"
            label={t("convert.dealName")}
            hint={t("convert.dealNameHint")}
            maxLength={200}
          />
          <MoneyField
            name="expectedAmount.amount"
            label={t("field.amount")}
            currencyCode={currencyCode}
            defaultValue={lead.estimatedAmount?.amount ?? ""}
          />
          <DatePicker name="expectedCloseDate" label={t("convert.closeDate")} from={todayIn(zone)} />
        </>
      )}
      <p className="convert-note">{t("convert.after")}</p>
    </Form>
  );
}
