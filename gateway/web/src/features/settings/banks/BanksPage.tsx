import { useTranslation } from "react-i18next";
import { inUse, useLegalEntities } from "../../../parts/legalEntities";
import { Failure } from "../../../ui/Failure";
import { Page } from "../../../ui/Page";
import { Panel } from "../../../ui/Panel";
import { Skeleton } from "../../../ui/shown";
import { useCatalogue } from "../frame/catalogue";
import { ShowArchived } from "../frame/ShowArchived";
import { useUp } from "../frame/useUp";
import { AccountDrawer } from "./AccountDrawer";
import { openedBy } from "./accounts";
import { EntityPanel } from "./EntityPanel";

/** On which accounts our companies receive money. */
export function BanksPage() {
  const { t } = useTranslation("settings");
  const { all, error, refetch } = useLegalEntities();
  const { isAll, toggleAll, opened, open } = useCatalogue("account");
  const shown = (all ?? []).filter(({ archiveTime }) => isAll || !archiveTime);
  const without = shown.filter(({ archiveTime, bankAccounts }) => !archiveTime && inUse(bankAccounts).length === 0);
  const count = shown.reduce((sum, { bankAccounts }) => sum + inUse(bankAccounts).length, 0);
  const finding =
    without.length > 0
      ? t("banks.without", { count: without.length, name: without[0]?.name })
      : t("banks.finding", { count });
  return (
    <Page
      title={t("sections.banks.name")}
      crumbs={useUp()}
      finding={all ? finding : error ? t("sections.banks.name") : null}
      note={t("banks.note")}
      actions={<ShowArchived isOn={isAll} toggle={toggleAll} />}
    >
      {error ? (
        <Failure of={error} retry={() => void refetch()} />
      ) : !all ? (
        <Panel>
          <Skeleton lines={4} />
        </Panel>
      ) : (
        shown.map((entity) => <EntityPanel key={entity.id} of={entity} showsArchived={isAll} open={open} />)
      )}
      <AccountDrawer of={openedBy(opened, all ?? [])} close={() => open(undefined)} />
    </Page>
  );
}
