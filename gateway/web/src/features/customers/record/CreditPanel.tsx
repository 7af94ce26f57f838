import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../../../api/client";
import { useSession } from "../../../app/session";
import { AskCredit } from "../../../parts/credit/AskCredit";
import { Exposure } from "../../../parts/credit/Exposure";
import { Lines } from "../../../parts/credit/Lines";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { Panel } from "../../../ui/Panel";
import { Skeleton } from "../../../ui/shown";
import type { PartProps } from "./sections";

/** How much it may owe, how much of that is used, and what the exposure is made of. */
export function CreditPanel({ account }: PartProps) {
  const { t } = useTranslation("credit");
  const { may } = useSession();
  const mayRead = may("credit_limit.read");
  const [isAsking, setAsking] = useState(false);
  const query = { customerId: account.id };
  const { data, error, refetch } = $api.useQuery(
    "get",
    "/v1/exposureReport",
    { params: { query } },
    { enabled: mayRead },
  );
  if (!mayRead) return null;
  const ask = may("credit_limit.request") && (
    <Button kind="plain" onPress={() => setAsking(true)}>
      {t("ask.do")}
    </Button>
  );
  return (
    <Panel title={t("panel.title")} note={data?.isGroup && t("panel.group")} actions={ask}>
      {error ? (
        <Failure of={error} retry={() => void refetch()} isSmall />
      ) : !data ? (
        <Skeleton lines={3} />
      ) : (
        <>
          {data.lines.length > 0 ? (
            <Lines of={data.lines} customerId={account.id} />
          ) : (
            <p className="customer-none">{t("panel.none")}</p>
          )}
          {data.rows.map((row) => (
            <Exposure key={`${row.legalEntityId} ${row.exposure?.currencyCode}`} of={row} />
          ))}
        </>
      )}
      {isAsking && <AskCredit customerId={account.id} onClose={() => setAsking(false)} />}
    </Panel>
  );
}
