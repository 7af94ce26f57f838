import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Grid } from "../../../ui/grid/Grid";
import type { Doing } from "../acts/doing";
import { UNASSIGNED } from "../filters";
import type { Tab } from "../search";
import { useLeadBulk } from "./useLeadBulk";
import { useLeadColumns } from "./useLeadColumns";
import { useLeadFilters, useLeadSegments } from "./useLeadFilters";

export interface InboxProps {
  tab: Exclude<Tab, "pool">;
  onDo: (doing: Doing) => void;
  /** Begins one; nothing for who may not. */
  onNew: (() => void) | undefined;
}

/** Leads by what is due next. */
export function Inbox({ tab, onDo, onNew }: InboxProps) {
  const { t } = useTranslation("leads");
  const { me } = useSession();
  const columns = useLeadColumns({ onDo, hasOwner: tab === "team" });
  const filters = useLeadFilters(tab !== "mine");
  const segments = useLeadSegments();
  const bulk = useLeadBulk();
  const base = { mine: `owner_id = "${me.id}"`, team: "", unassigned: UNASSIGNED }[tab];
  return (
    <Grid
      key={tab}
      name={`leads-${tab}`}
      path="/v1/leads"
      items="leads"
      update="/v1/leads/{lead_id}"
      resource="leads"
      columns={columns}
      filters={filters}
      segments={tab === "unassigned" ? [] : segments}
      baseFilter={base}
      orderBy="next_action_time"
      row={({ id }) => ({ to: `/leads/${id}`, search: { list: tab } })}
      rowName={({ companyName, name }) => companyName || name}
      bulk={bulk}
      searchHint={t("search")}
      empty={{
        title: t(`empty.${tab}`),
        text: t(`empty.${tab}Text`),
        action: onNew && <Button onPress={onNew}>{t("new.do")}</Button>,
      }}
    />
  );
}
