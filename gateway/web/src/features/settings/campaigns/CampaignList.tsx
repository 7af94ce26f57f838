import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Grid } from "../../../ui/grid/Grid";
import { NEW, useCatalogue } from "../frame/catalogue";
import { ShowArchived } from "../frame/ShowArchived";
import { useCampaignColumns, useCampaignFilters } from "./useCampaignColumns";

export function CampaignList() {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  const { isAll, toggleAll, open } = useCatalogue("campaign");
  return (
    <Grid
      name="campaigns"
      path="/v1/campaigns"
      items="campaigns"
      columns={useCampaignColumns()}
      filters={useCampaignFilters()}
      showArchived={isAll}
      actions={<ShowArchived isOn={isAll} toggle={toggleAll} />}
      orderBy="start_date desc"
      searchHint={t("campaigns.search")}
      rowName={({ name }) => name}
      onOpen={({ id }) => open(id)}
      empty={{
        title: t("campaigns.empty"),
        text: t("campaigns.emptyText"),
        ...(may("campaign.create") && {
          action: <Button onPress={() => open(NEW)}>{t("campaigns.new")}</Button>,
        }),
      }}
    />
  );
}
