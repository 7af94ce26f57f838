import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Select } from "../../../ui/choices";
import { Failure } from "../../../ui/Failure";
import { EmptyState, Skeleton } from "../../../ui/shown";
import { usePools } from "../queries";
import { PoolRules } from "./PoolRules";
import { PoolTable } from "./PoolTable";

const route = getRouteApi("/shell/customers");

/** What lies in a pool, by which rules, and claiming it. */
export function PoolView({ chosen }: { chosen: string | undefined }) {
  const { t } = useTranslation("customers");
  const { may } = useSession();
  const navigate = route.useNavigate();
  const { pools, error, refetch } = usePools();
  const pool = pools?.find(({ id }) => id === chosen) ?? pools?.[0];
  if (error) return <Failure of={error} retry={() => void refetch()} />;
  if (!pools) return <Skeleton lines={8} />;
  if (!pool) return <EmptyState title={t("pool.none")}>{t("pool.noneText")}</EmptyState>;
  return (
    <>
      <div className="pool-rules">
        {pools.length > 1 && (
          <Select
            label={t("pool.choose")}
            options={pools.map(({ id, name }) => ({ id, name }))}
            selectedKey={pool.id}
            onSelectionChange={(key) => void navigate({ search: { tab: "pool", pool: String(key) }, replace: true })}
          />
        )}
        <PoolRules of={pool} />
      </div>
      {may("account.claim") ? <PoolTable key={pool.id} pool={pool} /> : <p>{t("pool.mayNot")}</p>}
    </>
  );
}
