import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { Icon } from "../../../ui/Icon";
import { Page } from "../../../ui/Page";
import { Skeleton } from "../../../ui/shown";
import { TABS } from "../search";
import { stagesOf } from "../stages";
import { DealsBoard } from "./DealsBoard";
import { NewDeal } from "./NewDeal";
import { ProcessChooser } from "./ProcessChooser";
import { useChosenProcess } from "./useChosenProcess";
import { useDealsFinding } from "./useDealsFinding";
import "./deals.css";

// The board is what people come for; the others are fetched when their tab is gone to.
const DealsTable = lazy(() => import("./DealsTable").then((module) => ({ default: module.DealsTable })));
const FunnelView = lazy(() => import("./FunnelView").then((module) => ({ default: module.FunnelView })));

const route = getRouteApi("/shell/deals");

/** The deals of a sales process: as a board, a table, a funnel. */
export function DealsPage() {
  const { t } = useTranslation("deals");
  const { may } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { process, error, refetch, isLoading } = useChosenProcess(search.process);
  const finding = useDealsFinding(process);
  const tabs = TABS.map((id) => ({
    id,
    name: t(`tab.${id}`),
    go: { to: "/deals", search: { ...search, tab: id, new: undefined, account: undefined } },
  }));
  const setNew = (isNew: boolean): void => {
    void navigate({ search: (before) => ({ ...before, new: isNew || undefined, account: undefined }), replace: true });
  };
  const mayCreate = may("opportunity.create");
  const onNew = mayCreate ? () => setNew(true) : undefined;
  return (
    <Page
      title={t("title")}
      finding={error ? t("title") : (finding?.text ?? null)}
      note={finding?.note}
      tabs={tabs}
      tab={search.tab}
      actions={
        <>
          <ProcessChooser chosen={process} />
          {mayCreate && (
            <Button kind="main" onPress={() => setNew(true)}>
              <Icon name="plus" />
              {t("new.do")}
            </Button>
          )}
        </>
      }
    >
      {error ? (
        <Failure of={error} retry={() => void refetch()} />
      ) : !process ? (
        isLoading && <Skeleton lines={8} />
      ) : search.tab === "table" ? (
        <Suspense fallback={<Skeleton lines={8} />}>
          <DealsTable process={process} stages={stagesOf(process)} onNew={onNew} />
        </Suspense>
      ) : search.tab === "funnel" ? (
        <Suspense fallback={<Skeleton lines={8} />}>
          <FunnelView process={process} onNew={onNew} />
        </Suspense>
      ) : (
        <DealsBoard process={process} />
      )}
      {mayCreate && (
        <NewDeal isOpen={search.new ?? false} accountId={search.account} process={process} onOpenChange={setNew} />
      )}
    </Page>
  );
}
