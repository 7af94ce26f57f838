import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "../../../api/client";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { Page } from "../../../ui/Page";
import { NEW, useCatalogue } from "../frame/catalogue";
import { useUp } from "../frame/useUp";
import { CampaignDrawer } from "./CampaignDrawer";
import { CampaignList } from "./CampaignList";
import { Returns } from "./Returns";
import type { CampaignsSearch } from "./search";
import "./campaigns.css";

const COUNTED = { params: { query: { pageSize: 1 } } };

/** What marketing does to be found, what each day of it costs, and what came of it. */
export function CampaignsPage() {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  const { tab }: CampaignsSearch = useSearch({ strict: false });
  const { opened, open } = useCatalogue("campaign");
  const { data, isError } = $api.useQuery("get", "/v1/campaigns", COUNTED);
  const count = data?.total?.count;
  const go = { to: "/settings/campaigns" };
  const mayReturn = may("channel_return.read");
  const name = t("sections.campaigns.name");
  const tabs = [
    { id: "campaigns", name, go },
    { id: "returns", name: t("returns.name"), go: { ...go, search: { tab: "returns" } } },
  ];
  return (
    <Page
      title={name}
      crumbs={useUp()}
      finding={count === undefined ? (isError ? name : null) : t("campaigns.finding", { count })}
      note={t(tab === "returns" ? "returns.note" : "campaigns.note")}
      {...(mayReturn && { tabs, tab: tab ?? "campaigns" })}
      actions={
        tab !== "returns" &&
        may("campaign.create") && (
          <Button kind="main" onPress={() => open(NEW)}>
            <Icon name="plus" />
            {t("campaigns.new")}
          </Button>
        )
      }
    >
      {tab === "returns" && mayReturn ? <Returns /> : <CampaignList />}
      <CampaignDrawer id={opened} close={() => open(undefined)} open={open} />
    </Page>
  );
}
