import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useCountedSegments } from "../../../parts/useCountedSegments";
import { Button } from "../../../ui/Button";
import { Grid } from "../../../ui/grid/Grid";
import { Icon } from "../../../ui/Icon";
import { Page } from "../../../ui/Page";
import { SEGMENTS } from "../types";
import { NewOrder } from "./NewOrder";
import { useColumns } from "./useColumns";
import { useFilterFields } from "./useFilterFields";
import { useFinding } from "./useFinding";

const route = getRouteApi("/shell/orders");

/** Every sales order: how far it is on its way to the customer. */
export function OrdersPage() {
  const { t } = useTranslation("orders");
  const { may } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const finding = useFinding();
  const segments = useCountedSegments("/v1/orders", SEGMENTS, (id) => t(`segment.${id}`));
  const mayCreate = may("order.create");
  const setNew = (isNew: boolean): void => {
    void navigate({
      search: (before) => ({ ...before, new: isNew || undefined, account: undefined, contract: undefined }),
      replace: true,
    });
  };
  return (
    <Page
      title={t("title")}
      finding={finding}
      actions={
        mayCreate && (
          <Button kind="main" onPress={() => setNew(true)}>
            <Icon name="plus" />
            {t("new.do")}
          </Button>
        )
      }
    >
      <Grid
        name="orders"
        path="/v1/orders"
        items="orders"
        resource="orders"
        columns={useColumns()}
        filters={useFilterFields()}
        segments={segments}
        orderBy="create_time desc"
        searchHint={t("searchHint")}
        row={({ id }) => ({ to: "/orders/$orderId", params: { orderId: id } })}
        rowName={({ number }) => number}
        empty={{
          title: t("empty.title"),
          text: t("empty.text"),
          action: mayCreate && <Button onPress={() => setNew(true)}>{t("new.do")}</Button>,
        }}
      />
      {mayCreate && (
        <NewOrder
          isOpen={search.new ?? false}
          accountId={search.account}
          contractId={search.contract}
          onOpenChange={setNew}
        />
      )}
    </Page>
  );
}
