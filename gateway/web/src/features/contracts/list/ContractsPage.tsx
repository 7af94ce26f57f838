import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Grid } from "../../../ui/grid/Grid";
import { Icon } from "../../../ui/Icon";
import { Page } from "../../../ui/Page";
import { ORDER } from "../search";
import { NewContract } from "./NewContract";
import { useContractColumns } from "./useContractColumns";
import { useContractFilters, useContractSegments } from "./useContractFilters";
import { useContractsFinding } from "./useContractsFinding";

const route = getRouteApi("/shell/contracts");

/** Every contract: how far it is, what it comes to, what of it is paid and overdue. */
export function ContractsPage() {
  const { t } = useTranslation("contracts");
  const { may } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const finding = useContractsFinding();
  const columns = useContractColumns();
  const filters = useContractFilters();
  const segments = useContractSegments();
  const mayCreate = may("contract.create");
  const setNew = (isNew: boolean): void => {
    void navigate({
      search: (before) => ({ ...before, new: isNew || undefined, deal: undefined, account: undefined }),
      replace: true,
    });
  };
  return (
    <Page
      title={t("title")}
      finding={finding?.text ?? null}
      note={finding?.note}
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
        name="contracts"
        path="/v1/contracts"
        items="contracts"
        resource="contracts"
        columns={columns}
        filters={filters}
        segments={segments}
        orderBy={ORDER}
        row={({ id }) => ({ to: `/contracts/${id}` })}
        rowName={({ number, name }) => `${number} ${name}`}
        searchHint={t("search")}
        empty={{
          title: t("empty.title"),
          text: t("empty.text"),
          action: mayCreate && <Button onPress={() => setNew(true)}>{t("new.do")}</Button>,
        }}
      />
      {mayCreate && (
        <NewContract
          isOpen={search.new ?? false}
          dealId={search.deal}
          accountId={search.account}
          onOpenChange={setNew}
        />
      )}
    </Page>
  );
}
