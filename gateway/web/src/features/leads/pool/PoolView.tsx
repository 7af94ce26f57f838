import { useNavigate } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Select } from "../../../ui/choices";
import { Grid } from "../../../ui/grid/Grid";
import type { BulkAct } from "../../../ui/grid/types";
import { Skeleton } from "../../../ui/shown";
import { useLeadFilters } from "../list/useLeadFilters";
import { usePools } from "../queries";
import type { Lead, Pool } from "../types";
import { claimLead } from "../useLeadActs";
import { PooledLead } from "./PooledLead";
import { PoolRules } from "./PoolRules";
import { usePoolColumns } from "./usePoolColumns";

/** What lies in a pool, for who may claim it. */
export function PoolView({ chosen }: { chosen: string | undefined }) {
  const { t } = useTranslation("leads");
  const pools = usePools();
  const navigate = useNavigate();
  if (!pools) return <Skeleton lines={8} />;
  const pool = pools.find(({ id }) => id === chosen) ?? pools[0];
  if (!pool) return <p className="lead-quiet">{t("pool.none")}</p>;
  const choose = (id: string): void => {
    const search = (before: object): never => ({ ...before, pool: id }) as never;
    void navigate({ to: ".", search, replace: true });
  };
  return (
    <>
      <div className="lead-pool-rules">
        {pools.length > 1 && (
          <Select
            label={t("field.pool")}
            options={pools.map(({ id, name }) => ({ id, name }))}
            selectedKey={pool.id}
            onSelectionChange={(key) => choose(String(key))}
          />
        )}
        <PoolRules of={pool} />
      </div>
      <PoolGrid key={pool.id} pool={pool} />
    </>
  );
}

function PoolGrid({ pool }: { pool: Pool }) {
  const { t } = useTranslation("leads");
  const [open, setOpen] = useState<Lead | null>(null);
  const columns = usePoolColumns();
  const filters = useLeadFilters(false).filter(({ id }) => !HIDDEN.has(id));
  const bulk: BulkAct<Lead>[] = [{ id: "claim", name: t("act.claim"), icon: "check", act: claimLead }];
  const close = useCallback(() => setOpen(null), []);
  return (
    <>
      <Grid
        name="leads-pool"
        path="/v1/leadPools/{lead_pool_id}/leads"
        params={{ lead_pool_id: pool.id }}
        items="leads"
        columns={columns}
        filters={filters}
        orderBy="score desc"
        onOpen={setOpen}
        rowName={({ companyName, name }) => companyName || name}
        bulk={bulk}
        empty={{ title: t("empty.pool"), text: t("empty.poolText") }}
      />
      <PooledLead lead={open} onClose={close} />
    </>
  );
}

/** Of what lies in a pool these say nothing. */
const HIDDEN = new Set(["state", "next_action", "next_action_time"]);
