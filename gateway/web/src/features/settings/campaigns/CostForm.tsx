import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useSources } from "../../../parts/sources";
import { Button } from "../../../ui/Button";
import { ComboBox } from "../../../ui/choices";
import { DatePicker } from "../../../ui/dates";
import { today } from "../../../ui/days";
import { Form } from "../../../ui/Form";
import { MoneyField } from "../../../ui/MoneyField";
import { Dialog } from "../../../ui/overlays";
import type { Campaign } from "./queries";
import { useRecordCost } from "./useRecordCost";

export interface CostFormProps {
  of: Campaign;
  currencyCode: string;
}

/** Asks what one source cost on one day. */
export function RecordCost(props: CostFormProps) {
  const { t } = useTranslation("settings");
  return (
    <Dialog title={t("campaigns.record")} trigger={<Button>{t("campaigns.record")}</Button>}>
      {(close) => <CostForm {...props} close={close} />}
    </Dialog>
  );
}

function CostForm({ of: campaign, currencyCode, close }: CostFormProps & { close: () => void }) {
  const { t } = useTranslation("settings");
  const { zone } = useSession();
  const { options } = useSources();
  const { record, isPending, problem } = useRecordCost(campaign);
  const [costDate, setDay] = useState(() => today(zone));
  const [sourceId, setSource] = useState("");
  return (
    <Form
      onCancel={close}
      submit={t("campaigns.record")}
      isPending={isPending}
      problem={problem}
      onSubmit={async (values) => {
        const amount = { currencyCode, amount: values["costs.0.amount"] ?? "" };
        if (await record({ sourceId, costDate, amount })) close();
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
        name="costs.0.amount"
        label={t("campaigns.amount")}
        hint={t("campaigns.amountHint")}
        currencyCode={currencyCode}
        isRequired
      />
    </Form>
  );
}
