import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { said } from "../../../parts/said";
import { Confirm } from "../../../ui/Confirm";
import { linkOf } from "../../../ui/Go";
import type { AccountPool, PooledAccount } from "../types";
import { claim, release } from "../useCustomerActs";
import { PoolRules } from "./PoolRules";

/** Claims one customer; why one may not is said here. Then its page is where one begins. */
export function ClaimDialog({ of, pool, onClose }: { of: PooledAccount; pool: AccountPool; onClose: () => void }) {
  const { t } = useTranslation("customers");
  const { language } = useSession();
  const navigate = useNavigate();
  const { run, isPending, problem } = useCommand();
  const why = said(of.poolWhy, language) || of.poolReason;
  const take = async (): Promise<boolean> => {
    const claimed = await run(() => claim(of), {
      quiet: true,
      done: t("act.claimed"),
      undo: () => release(of, t("act.claimedByMistake"), pool.id),
    });
    if (claimed) void navigate(linkOf({ to: `/customers/${of.id}` }) as never);
    return Boolean(claimed);
  };
  return (
    <Confirm
      title={t("pool.claimTitle", { name: of.name })}
      confirm={t("act.claim")}
      isOpen
      onOpenChange={onClose}
      isPending={isPending}
      problem={problem}
      onConfirm={take}
    >
      <div className="pool-facts">
        <p>
          {t("pool.claimLead")} {[of.industry, of.region].filter(Boolean).join(" · ")}
        </p>
        {why && <p>{why}</p>}
        <p className="pool-rules">
          <PoolRules of={pool} />
        </p>
      </div>
    </Confirm>
  );
}
