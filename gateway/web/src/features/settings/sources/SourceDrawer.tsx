import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { Facts } from "../../../ui/Facts";
import { usePeople } from "../../../ui/people";
import { typedOf } from "../frame/list";
import { RecordDrawer } from "../frame/RecordDrawer";
import { type Source, useSource } from "./queries";
import { SourceForm } from "./SourceForm";
import { useIncentiveText } from "./useIncentiveText";

export function SourceDrawer({ id, close }: { id: string | undefined; close: () => void }) {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  return (
    <RecordDrawer id={id} read={useSource} titles={{ new: t("sources.new"), one: t("sources.one") }} close={close}>
      {(of, leave) =>
        may(of ? "source.update" : "source.create") ? (
          <SourceForm key={of?.id} of={of} close={leave} />
        ) : (
          of && <Known of={of} />
        )
      }
    </RecordDrawer>
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
