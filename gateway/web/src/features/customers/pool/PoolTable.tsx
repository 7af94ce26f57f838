import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { said } from "../../../parts/said";
import { Button } from "../../../ui/Button";
import { Grid } from "../../../ui/grid/Grid";
import type { Column } from "../../../ui/grid/types";
import { Badge, DateText } from "../../../ui/shown";
import { useFilterOptions } from "../../../ui/useOptions";
import type { AccountPool, PooledAccount } from "../types";
import { claim } from "../useCustomerActs";
import { ClaimDialog } from "./ClaimDialog";

/** The customers in a pool; what is shown of them says no more than one needs to want them. */
export function PoolTable({ pool }: { pool: AccountPool }) {
  const { t } = useTranslation("customers");
  const [wanted, setWanted] = useState<PooledAccount | null>(null);
  const columns = usePoolColumns(setWanted);
  const tiers = useFilterOptions("Tier");
  return (
    <>
      <Grid
        name={`pool ${pool.id}`}
        path="/v1/accountPools/{account_pool_id}/accounts"
        params={{ account_pool_id: pool.id }}
        items="accounts"
        columns={columns}
        filters={[
          { id: "tier", name: t("field.tier"), kind: "choice", options: tiers },
          { id: "industry", name: t("field.industry"), kind: "text" },
          { id: "region", name: t("field.region"), kind: "text" },
        ]}
        onOpen={setWanted}
        rowName={({ name }) => name}
        bulk={[{ id: "claim", name: t("act.claim"), icon: "person", act: claim }]}
        empty={{ title: t("pool.empty"), text: t("pool.emptyText") }}
      />
      {wanted && <ClaimDialog of={wanted} pool={pool} onClose={() => setWanted(null)} />}
    </>
  );
}

function usePoolColumns(onClaim: (of: PooledAccount) => void): Column<PooledAccount>[] {
  const { t } = useTranslation("customers");
  const word = useWords();
  const { zone, language } = useSession();
  return useMemo(
    () => [
      { id: "name", name: t("field.name"), render: ({ name }) => name, width: 260, isFixed: true, phone: "title" },
      {
        id: "tier",
        name: t("field.tier"),
        render: ({ tier }) => (tier && tier !== "TIER_UNSPECIFIED" ? <Badge>{word("Tier", tier)}</Badge> : "—"),
        width: 80,
        phone: "sub",
      },
      { id: "industry", name: t("field.industry"), render: ({ industry }) => industry, width: 130, phone: "sub" },
      { id: "region", name: t("field.region"), render: ({ region }) => region, width: 100 },
      {
        id: "poolReason",
        name: t("field.poolReason"),
        render: ({ poolWhy, poolReason }) => said(poolWhy, language) || poolReason,
        width: 220,
        phone: "sub",
      },
      {
        id: "poolTime",
        name: t("field.poolTime"),
        render: ({ poolTime }) => poolTime && <DateText of={poolTime} zone={zone} />,
        width: 150,
      },
      {
        id: "acts",
        name: t("field.acts"),
        render: (row) => (
          <Button kind="plain" onPress={() => onClaim(row)}>
            {t("act.claim")}
          </Button>
        ),
        width: 90,
        phone: "end",
      },
    ],
    [t, word, zone, language, onClaim],
  );
}
