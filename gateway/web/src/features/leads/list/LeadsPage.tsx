import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Session, useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { GoLink } from "../../../ui/Go";
import { Icon } from "../../../ui/Icon";
import { Page } from "../../../ui/Page";
import type { Doing } from "../acts/doing";
import { LeadDialogs } from "../acts/LeadDialogs";
import { NewLead } from "../create/NewLead";
import { LIVE } from "../filters";
import { PoolView } from "../pool/PoolView";
import { TABS, type Tab } from "../search";
import { Inbox } from "./Inbox";

import { useFinding } from "./useFinding";

const route = getRouteApi("/shell/leads");

/** Which parts somebody has a use for: who owns none has no own ones, who sees only the own has no team's. */
function tabsOf({ may, reach }: Pick<Session, "may" | "reach">): Tab[] {
  const wanted: Record<Tab, boolean> = {
    mine: may("lead.accept") || reach("lead.read") === "REACH_OWN",
    team: reach("lead.read") !== "REACH_OWN",
    unassigned: may("lead.assign"),
    pool: may("lead.claim"),
  };
  return TABS.filter((tab) => wanted[tab]);
}

/** Enquiries: who waits for a first answer, who is worth it, whose they are. */
export function LeadsPage() {
  const { t } = useTranslation("leads");
  const session = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [doing, setDoing] = useState<Doing | null>(null);
  const onDo = useCallback((next: Doing) => setDoing(next), []);
  const offered = tabsOf(session);
  // Who answers for others begins with theirs.
  const usual = offered.includes("team") ? "team" : (offered[0] ?? "team");
  const tab = offered.find((each) => each === search.tab) ?? usual;
  const finding = useFinding(tab);
  const tabs = offered.map((id) => ({
    id,
    name: t(id === "team" && session.reach("lead.read") === "REACH_COMPANY" ? "tab.all" : `tab.${id}`),
    go: { to: "/leads", search: { tab: id, ...((id === "mine" || id === "team") && { filter: LIVE }) } },
  }));
  const setNew = (isNew: boolean): void => {
    void navigate({ search: (before) => ({ ...before, new: isNew || undefined }), replace: true });
  };
  const mayCreate = session.may("lead.create");
  const onNew = mayCreate ? () => setNew(true) : undefined;
  return (
    <Page
      title={t("title")}
      finding={finding}
      tabs={tabs}
      tab={tab}
      actions={
        <>
          {session.may("lead.import") && session.may("import.create") && (
            <GoLink go={{ to: "/import" }} className="button">
              {t("import")}
            </GoLink>
          )}
          {mayCreate && (
            <Button kind="main" onPress={() => setNew(true)}>
              <Icon name="plus" />
              {t("new.do")}
            </Button>
          )}
        </>
      }
    >
      {tab === "pool" ? <PoolView chosen={search.pool} /> : <Inbox tab={tab} onDo={onDo} onNew={onNew} />}
      <LeadDialogs doing={doing} onClose={() => setDoing(null)} />
      {mayCreate && <NewLead isOpen={search.new ?? false} onOpenChange={setNew} />}
    </Page>
  );
}
