import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { AccountName } from "../../../parts/AccountName";
import { Button } from "../../../ui/Button";
import { Facts } from "../../../ui/Facts";
import { Failure } from "../../../ui/Failure";
import { Drawer } from "../../../ui/overlays";
import { usePeople } from "../../../ui/people";
import { DateText, Skeleton } from "../../../ui/shown";
import { usePayerAlias } from "../queries";
import type { PayerAlias } from "../types";
import { AliasState } from "./AliasState";
import { usePayerActs } from "./usePayerActs";
import "./payers.css";

/** One payer, and what the second person decides. */
export function PayerDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("receipts");
  const { data, error, refetch } = usePayerAlias(id);
  return (
    <Drawer title={t("payers.one")} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {error ? (
        <Failure of={error} retry={() => void refetch()} />
      ) : data ? (
        <Known of={data} />
      ) : (
        <Skeleton lines={6} />
      )}
    </Drawer>
  );
}

function Known({ of }: { of: PayerAlias }) {
  const { t } = useTranslation("receipts");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  return (
    <>
      <Facts
        of={[
          { name: t("field.state"), value: <AliasState of={of} /> },
          { name: t("field.payerName"), value: of.payerName },
          { name: t("field.payerAccount"), value: of.payerAccount },
          { name: t("payers.for"), value: <AccountName id={of.customerId} /> },
          { name: t("claims.evidence"), value: of.evidence },
          { name: t("payers.asked"), value: nameOf(of.askedBy) },
          { name: t("payers.confirmedBy"), value: nameOf(of.confirmedBy) },
          { name: t("payers.time"), value: of.createTime && <DateText of={of.createTime} zone={zone} /> },
        ]}
      />
      <Decide of={of} />
    </>
  );
}

/** Who said it does not confirm it; anybody of finance may end it. */
function Decide({ of }: { of: PayerAlias }) {
  const { t } = useTranslation("receipts");
  const { may, me } = useSession();
  const { confirm, end, isPending } = usePayerActs();
  const isAsked = of.state === "ALIAS_STATE_ASKED";
  const isMine = of.askedBy === me.id;
  if (of.state === "ALIAS_STATE_ENDED") return null;
  return (
    <footer className="payer-acts">
      {isAsked && isMine && <span className="payer-second">{t("payers.second")}</span>}
      {may("payer_alias.end") && (
        <Button isPending={isPending} onPress={() => void end(of)}>
          {t(isAsked ? "payers.refuse" : "payers.end")}
        </Button>
      )}
      {isAsked && !isMine && may("payer_alias.confirm") && (
        <Button kind="main" isPending={isPending} onPress={() => void confirm(of)}>
          {t("payers.confirm")}
        </Button>
      )}
    </footer>
  );
}
