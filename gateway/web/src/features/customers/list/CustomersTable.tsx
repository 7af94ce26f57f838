import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/Button";
import { Grid } from "../../../ui/grid/Grid";
import { ORDER } from "../search";
import { useBulkActs } from "./useBulkActs";
import { useCustomerColumns } from "./useCustomerColumns";
import { useCustomerFilters, useCustomerSegments } from "./useCustomerFilters";

/** The customers that one looks after, or whose people do. */
export function CustomersTable({ onNew }: { onNew: (() => void) | undefined }) {
  const { t } = useTranslation("customers");
  const columns = useCustomerColumns();
  const filters = useCustomerFilters();
  const segments = useCustomerSegments();
  return (
    <Grid
      name="customers"
      path="/v1/accounts"
      items="accounts"
      update="/v1/accounts/{account_id}"
      resource="accounts"
      columns={columns}
      filters={filters}
      segments={segments}
      orderBy={ORDER}
      row={({ id }) => ({ to: `/customers/${id}` })}
      rowName={({ name }) => name}
      bulk={useBulkActs()}
      searchHint={t("search")}
      empty={{
        title: t("empty.title"),
        text: t("empty.text"),
        action: onNew && <Button onPress={onNew}>{t("new.do")}</Button>,
      }}
    />
  );
}
