import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useCountedSegments } from "../../../parts/useCountedSegments";
import { Button } from "../../../ui/Button";
import { Grid } from "../../../ui/grid/Grid";
import { Icon } from "../../../ui/Icon";
import { Page } from "../../../ui/Page";
import { totalText } from "../../../ui/total";
import { useWaitingCount } from "../queries";
import { SEGMENTS } from "../types";
import { NewCharge } from "./NewCharge";
import { useColumns } from "./useColumns";
import { useFilterFields } from "./useFilterFields";

const route = getRouteApi("/shell/receivables/services");

/** What visits of ours are charged: entered by who knows what was done, decided on by finance. */
export function ServicesPage() {
  const { t, i18n } = useTranslation("services");
  const { may } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const waiting = useWaitingCount();
  const finding = waiting?.count
    ? t("finding.waiting", { count: waiting.count, all: totalText(waiting, i18n.language) })
    : t("finding.fine");
  const mayCreate = may("service_charge.create");
  const setNew = (isNew: boolean): void => {
    void navigate({ search: (before) => ({ ...before, new: isNew || undefined, account: undefined }), replace: true });
  };
  return (
    <Page
      title={t("title")}
      finding={waiting ? finding : null}
      note={t("note")}
      crumbs={[{ name: t("receivables"), go: { to: "/receivables" } }]}
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
        name="serviceCharges"
        path="/v1/serviceCharges"
        items="serviceCharges"
        resource="serviceCharges"
        columns={useColumns()}
        filters={useFilterFields()}
        segments={useCountedSegments("/v1/serviceCharges", SEGMENTS, (id) => t(`segment.${id}`))}
        orderBy="create_time desc"
        searchHint={t("searchHint")}
        row={({ id }) => ({ to: "/receivables/services/$chargeId", params: { chargeId: id } })}
        rowName={({ number }) => number}
        empty={{
          title: t("empty.title"),
          text: t("empty.text"),
          action: mayCreate && <Button onPress={() => setNew(true)}>{t("new.do")}</Button>,
        }}
      />
      {mayCreate && <NewCharge isOpen={search.new ?? false} accountId={search.account} onOpenChange={setNew} />}
    </Page>
  );
}
