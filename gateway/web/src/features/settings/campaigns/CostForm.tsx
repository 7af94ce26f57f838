import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useSources } from "../../../parts/sources";
import { ComboBox } from "../../../ui/choices";
import { DatePicker } from "../../../ui/dates";
import { today } from "../../../ui/days";
import { Form } from "../../../ui/Form";
import { MoneyField } from "../../../ui/MoneyField";
import type { Campaign } from "./queries";
import { useRecordCost } from "./useRecordCost";

/** What one source cost on one day. The next one is mostly of the same day. */
export function CostForm({ of: campaign, currencyCode }: { of: Campaign; currencyCode: string }) {
  const { t } = useTranslation("settings");
  const { zone } = useSession();
  const { options } = useSources();
  const { record, isPending, problem } = useRecordCost(campaign);
  const [costDate, setDay] = useState(() => today(zone));
  const [sourceId, setSource] = useState("");
  const [done, setDone] = useState(0);
  return (
    <Form
      key={done}
      columns="two"
      submit={t("campaigns.record")}
      isPending={isPending}
      problem={problem}
      onSubmit={async (values) => {
        const amount = { currencyCode, amount: values["amount.amount"] ?? "" };
        if (await record({ sourceId, costDate, amount })) setDone(done + 1);
      }}
    >
      <DatePicker
        name="costs.0.costDate"
        label={t("campaigns.day")}
        value={costDate}
        onChange={setDay}
        to={today(zone)}
        isRequired
      />
      <ComboBox
        name="costs.0.sourceId"
        label={t("campaigns.source")}
        options={options}
        selectedKey={sourceId || null}
        onSelectionChange={(key) => setSource(key ? String(key) : "")}
        isRequired
      />
      <MoneyField
        name="amount.amount"
        label={t("campaigns.amount")}
        hint={t("campaigns.amountHint")}
        currencyCode={currencyCode}
        isRequired
      />
    </Form>
  );
}
