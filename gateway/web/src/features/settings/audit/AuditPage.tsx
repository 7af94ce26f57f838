import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Grid } from "../../../ui/grid/Grid";
import { Page } from "../../../ui/Page";
import { useUp } from "../frame/useUp";
import { EntryDrawer } from "./EntryDrawer";
import type { AuditSearch } from "./search";
import { type Entry, LISTS, SERVICE_IDS } from "./services";
import { useAuditColumns, useAuditFilters } from "./useAuditColumns";
import "./audit.css";

/** Who did what, when; what it was before, and what it is since. */
export function AuditPage() {
  const { t } = useTranslation("settings");
  const { service = "identity" }: AuditSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const [entry, setEntry] = useState<Entry | null>(null);
  return (
    <Page
      title={t("sections.audit.name")}
      crumbs={useUp()}
      note={t("audit.note")}
      tabs={SERVICE_IDS.map((id) => ({
        id,
        name: t(`audit.services.${id}`),
        go: { to: "/settings/audit", search: id === "identity" ? {} : { service: id } },
      }))}
      tab={service}
    >
      <Grid
        key={service}
        name={`audit-${service}`}
        path={LISTS[service]}
        items="auditEntries"
        columns={useAuditColumns()}
        filters={useAuditFilters()}
        rowName={({ method }) => method}
        onOpen={setEntry}
        empty={{ title: t("audit.empty"), text: t("audit.emptyText") }}
      />
      <EntryDrawer
        of={entry}
        close={() => setEntry(null)}
        ofRecord={(id) => {
          setEntry(null);
          void navigate({
            to: "/settings/audit",
            search: (before: AuditSearch) => ({ ...before, filter: `subject_id = "${id}"` }),
          });
        }}
      />
    </Page>
  );
}
