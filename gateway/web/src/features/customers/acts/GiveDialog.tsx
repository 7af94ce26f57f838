import { useTranslation } from "react-i18next";
import { useCommand } from "../../../api/command";
import { Dialog } from "../../../ui/overlays";
import { usePeople } from "../../../ui/people";
import type { Account } from "../types";
import { giveTo } from "../useCustomerActs";
import { GiveForm } from "./GiveForm";

/** A new owner for one customer. */
export function GiveDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useTranslation("customers");
  const { nameOf } = usePeople();
  const { run, isPending, problem } = useCommand();
  const give = async (personId: string, reason: string): Promise<void> => {
    const given = await run(() => giveTo(account, personId, reason), {
      quiet: true,
      done: t("give.done", { name: nameOf(personId) ?? "" }),
      ...(account.ownerId && { undo: () => giveTo(account, account.ownerId, t("give.undone")) }),
    });
    if (given) onClose();
  };
  return (
    <Dialog title={t("give.title", { name: account.name })} isOpen onOpenChange={onClose}>
      <GiveForm
        without={account.ownerId}
        isPending={isPending}
        problem={problem}
        onCancel={onClose}
        onGive={(personId, reason) => void give(personId, reason)}
      />
    </Dialog>
  );
}
