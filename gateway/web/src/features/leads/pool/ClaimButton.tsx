import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/Button";
import type { Lead } from "../types";
import { useLeadActs } from "../useLeadActs";

/** Takes a lead out of its pool; why it cannot be had is said by who refuses it. */
export function ClaimButton({ lead }: { lead: Lead }) {
  const { t } = useTranslation("leads");
  const { claim, isPending } = useLeadActs();
  return (
    <Button onPress={() => void claim(lead)} isPending={isPending}>
      {t("act.claim")}
    </Button>
  );
}
