import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { isZero } from "../../../api/money";
import { useSession } from "../../../app/session";
import type { EnumValue } from "../../../i18n/words";
import { ComboBox, Select } from "../../../ui/choices";
import { DatePicker } from "../../../ui/dates";
import { TextField } from "../../../ui/fields";
import type { Values } from "../../../ui/formValues";
import { MoneyField } from "../../../ui/MoneyField";
import { usePeople } from "../../../ui/people";
import { useOptions } from "../../../ui/useOptions";
import { listOf, typedOf } from "../frame/list";
import { SaveForm } from "../frame/SaveForm";
import type { Campaign, CampaignInput } from "./queries";

export interface CampaignFormProps {
  of?: Campaign;
  close: () => void;
  /** With a new one, to go on with its costs. */
  then?: (id: string) => void;
}

export function CampaignForm({ of: campaign, close, then }: CampaignFormProps) {
  const { t } = useTranslation("settings");
  const { currency } = useSession();
  const { options: people } = usePeople();
  const currencyCode = campaign?.budget?.currencyCode ?? campaign?.spent?.currencyCode ?? currency;

  const save = (values: Values): Promise<Campaign> => {
    const body = bodyOf(values, currencyCode);
    return campaign
      ? reply(
          api.PATCH("/v1/campaigns/{campaign_id}", {
            params: { path: { campaign_id: campaign.id }, header: ifMatch(campaign) },
            body,
          }),
        )
      : reply(api.POST("/v1/campaigns", { body }));
  };
  return (
    <SaveForm save={save} close={close} then={({ id }) => then?.(id)} columns="two">
      <div className="whole">
        <TextField
          name="name"
          label={t("people.name")}
          defaultValue={campaign?.name ?? ""}
          maxLength={200}
          isRequired
          autoFocus
        />
      </div>
      <Select
        name="kind"
        label={t("campaigns.kind")}
        options={useOptions("CampaignKind")}
        defaultSelectedKey={campaign?.kind ?? "CAMPAIGN_KIND_ADVERTISING"}
      />
      <ComboBox
        name="responsibleId"
        label={t("sources.responsible")}
        options={people}
        defaultSelectedKey={campaign?.responsibleId || null}
      />
      <DatePicker name="startDate" label={t("campaigns.start")} defaultValue={campaign?.startDate ?? ""} />
      <DatePicker name="endDate" label={t("campaigns.end")} defaultValue={campaign?.endDate ?? ""} />
      <MoneyField
        name="budget.amount"
        label={t("campaigns.budget")}
        currencyCode={currencyCode}
        defaultValue={campaign?.budget && !isZero(campaign.budget) ? campaign.budget.amount : ""}
      />
      <TextField
        name="utmCampaigns"
        label={t("campaigns.utm")}
        hint={t("campaigns.utmHint")}
        defaultValue={typedOf(campaign?.utmCampaigns)}
      />
      <div className="whole">
        <TextField
          name="note"
          label={t("transfers.note")}
          defaultValue={campaign?.note ?? ""}
          lines={3}
          maxLength={4000}
        />
      </div>
    </SaveForm>
  );
}

/** No budget is one of nothing: a change takes the old one away. */
function bodyOf(values: Values, currencyCode: string): CampaignInput {
  return {
    name: values.name?.trim() ?? "",
    kind: (values.kind || "CAMPAIGN_KIND_OTHER") as EnumValue<"CampaignKind">,
    responsibleId: values.responsibleId ?? "",
    startDate: values.startDate ?? "",
    endDate: values.endDate ?? "",
    budget: { currencyCode, amount: values["budget.amount"] || "0" },
    utmCampaigns: listOf(values.utmCampaigns),
    note: values.note?.trim() ?? "",
  };
}
