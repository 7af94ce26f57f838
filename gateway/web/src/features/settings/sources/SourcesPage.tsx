import { useTranslation } from "react-i18next";
import { $api } from "../../../api/client";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Grid } from "../../../ui/grid/Grid";
import { Icon } from "../../../ui/Icon";
import { Page } from "../../../ui/Page";
import { NEW, useCatalogue } from "../frame/catalogue";
import { ShowArchived } from "../frame/ShowArchived";
import { useUp } from "../frame/useUp";
import { SourceDrawer } from "./SourceDrawer";
import { useSourceColumns, useSourceFilters } from "./useSourceColumns";

const COUNTED = { params: { query: { pageSize: 1 } } };

/** Where leads come from, and how that is recognised. */
export function SourcesPage() {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  const { isAll, toggleAll, opened, open } = useCatalogue("source");
  const { data, isError } = $api.useQuery("get", "/v1/sources", COUNTED);
  const count = data?.total?.count;
  const mayCreate = may("source.create");
  return (
    <Page
      title={t("sections.sources.name")}
      crumbs={useUp()}
      finding={count === undefined ? (isError ? t("sections.sources.name") : null) : t("sources.finding", { count })}
      note={t("sources.note")}
      actions={
        mayCreate && (
          <Button kind="main" onPress={() => open(NEW)}>
            <Icon name="plus" />
            {t("sources.new")}
          </Button>
        )
      }
    >
      <Grid
        name="sources"
        path="/v1/sources"
        items="sources"
        columns={useSourceColumns()}
        filters={useSourceFilters()}
        showArchived={isAll}
        actions={<ShowArchived isOn={isAll} toggle={toggleAll} />}
        searchHint={t("sources.search")}
        rowName={({ name }) => name}
        onOpen={({ id }) => open(id)}
        empty={{
          title: t("sources.empty"),
          text: t("sources.emptyText"),
          ...(mayCreate && { action: <Button onPress={() => open(NEW)}>{t("sources.new")}</Button> }),
        }}
      />
      <SourceDrawer id={opened} close={() => open(undefined)} />
    </Page>
  );
}
