import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Select } from "../../../ui/choices";
import { DateRangePicker } from "../../../ui/dates";
import { today } from "../../../ui/days";
import { Failure } from "../../../ui/Failure";
import { Panel } from "../../../ui/Panel";
import { EmptyState, Skeleton } from "../../../ui/shown";
import { useAsk } from "../frame/catalogue";
import { type Grouping, useReturns } from "./queries";
import { ReturnFigures } from "./ReturnFigures";
import { ReturnRows } from "./ReturnRows";
import type { CampaignsSearch } from "./search";

const BY_SOURCE: Grouping = "CHANNEL_GROUPING_SOURCE";
const BY_CAMPAIGN: Grouping = "CHANNEL_GROUPING_CAMPAIGN";

/** What each channel cost and brought in some days; this year where nobody says which. */
export function Returns() {
  const { t } = useTranslation("settings");
  const { zone } = useSession();
  const now = today(zone);
  const { from = `${now.slice(0, 4)}-01-01`, to = now, by }: CampaignsSearch = useSearch({ strict: false });
  const ask = useAsk<CampaignsSearch>();
  const grouping = by === "campaign" ? BY_CAMPAIGN : BY_SOURCE;
  const { rows, error, refetch } = useReturns(from, to, grouping);
  return (
    <>
      <div className="returns-asked">
        <DateRangePicker
          label={t("returns.days")}
          value={{ start: from, end: to }}
          to={now}
          onChange={(range) => range && ask({ from: range.start, to: range.end })}
        />
        <Select
          label={t("returns.by")}
          options={[
            { id: BY_SOURCE, name: t("returns.bySource") },
            { id: BY_CAMPAIGN, name: t("returns.byCampaign") },
          ]}
          selectedKey={grouping}
          onSelectionChange={(key) => ask({ by: key === BY_CAMPAIGN ? "campaign" : undefined })}
        />
      </div>
      {error && <Failure of={error} retry={() => void refetch()} />}
      {!rows && !error && (
        <Panel>
          <Skeleton lines={8} />
        </Panel>
      )}
      {rows?.length === 0 && <EmptyState title={t("returns.empty")}>{t("returns.emptyText")}</EmptyState>}
      {rows && rows.length > 0 && (
        <>
          <ReturnFigures of={rows} />
          <ReturnRows of={rows} />
        </>
      )}
    </>
  );
}
