import { useTranslation } from "react-i18next";
import { Dialog } from "../../../ui/overlays";
import type { Account } from "../types";
import { useCustomerActs } from "../useCustomerActs";
import { ReleaseForm } from "./ReleaseForm";

/** One customer into a pool. */
export function ReleaseDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useTranslation("customers");
  const { release, isPending, problem } = useCustomerActs(account, { quiet: true });
  return (
    <Dialog title={t("release.title", { name: account.name })} isOpen onOpenChange={onClose}>
      <ReleaseForm
        isPending={isPending}
        problem={problem}
        onCancel={onClose}
        onRelease={async (reason, poolId) => {
          if (await release(reason, poolId)) onClose();
        }}
      />
    </Dialog>
  );
}
