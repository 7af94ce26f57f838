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
import { rateText } from "./queries";
import { RateDrawer } from "./RateDrawer";
import { useRateColumns, useRateFilters } from "./useRateColumns";

const STANDING = "withdraw_time = null";
const LATEST = { params: { query: { pageSize: 1, filter: STANDING } } };

/** What currencies are worth: for reports in one currency, and for the exchange difference of a period. */
export function RatesPage() {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  const { isAll, toggleAll, opened, open } = useCatalogue("rate");
  const { data, isError } = $api.useQuery("get", "/v1/exchangeRates", LATEST);
  const latest = data?.exchangeRates[0];
  const mayCreate = may("exchange_rate.create");
  const create = () => open(NEW);
  return (
    <Page
      title={t("sections.rates.name")}
      crumbs={useUp()}
      finding={
        latest
          ? t("rates.finding", { rate: rateText(latest), day: latest.rateDate })
          : data
            ? t("rates.empty")
            : isError
              ? t("sections.rates.name")
              : null
      }
      note={t("rates.note")}
      actions={
        mayCreate && (
          <Button kind="main" onPress={create}>
            <Icon name="plus" />
            {t("rates.new")}
          </Button>
        )
      }
    >
      <Grid
        name="rates"
        path="/v1/exchangeRates"
        items="exchangeRates"
        columns={useRateColumns()}
        filters={useRateFilters()}
        {...(!isAll && { baseFilter: STANDING })}
        actions={<ShowArchived isOn={isAll} toggle={toggleAll} />}
        rowName={rateText}
        onOpen={({ id }) => open(id)}
        empty={{
          title: t("rates.empty"),
          text: t("rates.emptyText"),
          ...(mayCreate && { action: <Button onPress={create}>{t("rates.new")}</Button> }),
        }}
      />
      <RateDrawer id={opened} close={() => open(undefined)} />
    </Page>
  );
}
