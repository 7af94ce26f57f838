import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { Panel } from "../../../ui/Panel";
import { Skeleton } from "../../../ui/shown";
import { isFollowed } from "../allowed";
import { Known } from "../Known";
import { useKnownElsewhere } from "../queries";
import type { Lead } from "../types";

/** Whether the company is known elsewhere; looked for when somebody wants to know, since each check counts. */
export function KnownPanel({ lead }: { lead: Lead }) {
  const { t } = useTranslation("leads");
  const { may } = useSession();
  const [wants, setWants] = useState(false);
  const { data, error } = useKnownElsewhere(lead, wants);
  if (!may("lead.check_duplicates") || !isFollowed(lead) || !(lead.companyName || lead.creditCode)) return null;
  return (
    <Panel title={t("known.title")}>
      {data ? (
        <Known of={data} />
      ) : error ? (
        <Failure of={error} isSmall />
      ) : wants ? (
        <Skeleton lines={2} />
      ) : (
        <Button onPress={() => setWants(true)}>{t("known.check")}</Button>
      )}
    </Panel>
  );
}
