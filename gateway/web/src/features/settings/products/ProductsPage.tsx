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
import { ProductDrawer } from "./ProductDrawer";
import { PRODUCT_FILTERS, useProductColumns } from "./useProductColumns";

const COUNTED = { params: { query: { pageSize: 1 } } };

/** What is sold, under which code, at which price. */
export function ProductsPage() {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  const { isAll, toggleAll, opened, open } = useCatalogue("product");
  const { data, isError } = $api.useQuery("get", "/v1/products", COUNTED);
  const count = data?.total?.count;
  const mayCreate = may("product.create");
  const name = t("sections.products.name");
  return (
    <Page
      title={name}
      crumbs={useUp()}
      finding={count === undefined ? (isError ? name : null) : t("products.finding", { count })}
      note={t("products.note")}
      actions={
        mayCreate && (
          <Button kind="main" onPress={() => open(NEW)}>
            <Icon name="plus" />
            {t("products.new")}
          </Button>
        )
      }
    >
      <Grid
        name="products"
        path="/v1/products"
        items="products"
        columns={useProductColumns()}
        filters={PRODUCT_FILTERS.map((id) => ({ id, name: t(`products.filters.${id}`), kind: "text" as const }))}
        showArchived={isAll}
        actions={<ShowArchived isOn={isAll} toggle={toggleAll} />}
        orderBy="code"
        searchHint={t("products.search")}
        rowName={({ name: own }) => own}
        onOpen={({ id }) => open(id)}
        empty={{
          title: t("products.empty"),
          text: t("products.emptyText"),
          ...(mayCreate && { action: <Button onPress={() => open(NEW)}>{t("products.new")}</Button> }),
        }}
      />
      <ProductDrawer id={opened} close={() => open(undefined)} />
    </Page>
  );
}
