import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { Drawer } from "../../../ui/overlays";
import { ChargeForm } from "../ChargeForm";

interface NewChargeProps {
  isOpen: boolean;
  accountId: string | undefined;
  onOpenChange: (isOpen: boolean) => void;
}

/** Drafts the charge for a visit, and goes on to it. */
export function NewCharge({ isOpen, accountId, onOpenChange }: NewChargeProps) {
  const { t } = useTranslation("services");
  const navigate = useNavigate();
  const { run, isPending, problem } = useCommand();
  return (
    <Drawer title={t("new.title")} isWide isOpen={isOpen} onOpenChange={onOpenChange}>
      {(close) => (
        <ChargeForm
          accountId={accountId}
          submit={t("new.do")}
          isPending={isPending}
          problem={problem}
          onCancel={close}
          onSubmit={async (body) => {
            const call = () => reply(api.POST("/v1/serviceCharges", { body }));
            const made = await run(call, { done: t("new.done"), quiet: true });
            if (!made) return;
            close();
            void navigate({ to: `/receivables/services/${made.id}` as never });
          }}
        />
      )}
    </Drawer>
  );
}
