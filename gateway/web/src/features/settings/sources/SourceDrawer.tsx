import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { Facts } from "../../../ui/Facts";
import { Failure } from "../../../ui/Failure";
import { Drawer } from "../../../ui/overlays";
import { usePeople } from "../../../ui/people";
import { Skeleton } from "../../../ui/shown";
import { NEW } from "../frame/catalogue";
import { typedOf } from "../frame/list";
import { type Source, useSource } from "./queries";
import { SourceForm } from "./SourceForm";
import { useIncentiveText } from "./useIncentiveText";

export function SourceDrawer({ id, close }: { id: string | undefined; close: () => void }) {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  const isNew = id === NEW;
  const { data, error, refetch } = useSource(id ?? "", Boolean(id) && !isNew);
  const mayChange = may(isNew ? "source.create" : "source.update");
  return (
    <Drawer
      title={isNew ? t("sources.new") : (data?.name ?? t("sources.one"))}
      isOpen={Boolean(id)}
      onOpenChange={(isOpen) => {
        if (!isOpen) close();
      }}
    >
      {(leave) =>
        error && !isNew ? (
          <Failure of={error} retry={() => void refetch()} />
        ) : !isNew && !data ? (
          <Skeleton lines={8} />
        ) : mayChange ? (
          <SourceForm key={data?.id} of={isNew ? undefined : data} close={leave} />
        ) : (
          data && <Known of={data} />
        )
      }
    </Drawer>
  );
}

/** For who may only look. */
function Known({ of: source }: { of: Source }) {
  const { t } = useTranslation("settings");
  const word = useWords();
  const { nameOf } = usePeople();
  return (
    <Facts
      of={[
        { name: t("sources.kind"), value: word("SourceKind", source.kind) },
        { name: t("sources.responsible"), value: nameOf(source.responsibleId) },
        { name: t("sources.utm"), value: typedOf(source.utmSources) },
        { name: t("sources.hosts"), value: typedOf(source.referrerHosts) },
        { name: t("sources.incentive"), value: useIncentiveText()(source.incentive) },
        { name: t("transfers.note"), value: source.note },
      ]}
    />
  );
}
