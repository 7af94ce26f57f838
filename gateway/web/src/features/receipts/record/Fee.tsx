import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { RelieveForm } from "../../../parts/instalment/acts/RelieveForm";
import { has } from "../../../parts/instalment/standing";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/overlays";
import { usePaid } from "../queries";
import type { Allocation, Receipt } from "../types";

/** 手续费: what a bank kept of a payment settles what is still open of the instalment. */
export function Fee({ of, line }: { of: Receipt; line: Allocation }) {
  const { t } = useTranslation("receipts");
  const { may, me } = useSession();
  const [isOpen, setOpen] = useState(false);
  const { data } = usePaid(line.instalmentId);
  const isShort = data?.claimState === "CLAIM_STATE_CLAIMABLE" && has(data.open);
  if (!data || !isShort || !may("adjustment.request") || of.ownerId === me.id) return null;
  return (
    <>
      <Button kind="plain" onPress={() => setOpen(true)}>
        {t("fee")}
      </Button>
      {isOpen && (
        <Dialog title={t("fee")} isOpen onOpenChange={setOpen}>
          {(close) => <RelieveForm of={data} kind="ADJUSTMENT_KIND_BANK_FEE" receiptId={of.id} close={close} />}
        </Dialog>
      )}
    </>
  );
}
