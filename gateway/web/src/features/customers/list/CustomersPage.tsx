import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { Page } from "../../../ui/Page";
import { NewCustomer } from "../create/NewCustomer";
import { PoolView } from "../pool/PoolView";
import { TABS } from "../search";
import { CustomersTable } from "./CustomersTable";
import { useCustomersFinding } from "./useCustomersFinding";
import "./customers.css";

const route = getRouteApi("/shell/customers");

/** Customers: those that are looked after, and those that wait in a pool for somebody who will. */
export function CustomersPage() {
  const { t } = useTranslation("customers");
  const { may } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const finding = useCustomersFinding();
  const tabs = TABS.filter((id) => id === "all" || may("account_pool.read")).map((id) => ({
    id,
    name: t(`tab.${id}`),
    go: { to: "/customers", search: { tab: id } },
  }));
  const setNew = (isNew: boolean): void => {
    void navigate({ search: (before) => ({ ...before, new: isNew || undefined }), replace: true });
  };
  const mayCreate = may("account.create");
  return (
    <Page
      title={t("title")}
      finding={finding?.text ?? null}
      note={finding?.note}
      {...(tabs.length > 1 && { tabs, tab: search.tab })}
      actions={
        mayCreate && (
          <Button kind="main" onPress={() => setNew(true)}>
            <Icon name="plus" />
            {t("new.do")}
          </Button>
        )
      }
    >
      {search.tab === "pool" ? (
        <PoolView chosen={search.pool} />
      ) : (
        <CustomersTable onNew={mayCreate ? () => setNew(true) : undefined} />
      )}
      {mayCreate && <NewCustomer isOpen={search.new ?? false} onOpenChange={setNew} />}
    </Page>
  );
}
