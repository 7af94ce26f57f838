import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { useWords } from "../../i18n/words";
import { AccountName } from "../../parts/AccountName";
import type { CreditLimit } from "../../parts/credit/types";
import { useLegalEntities } from "../../parts/legalEntities";
import { Button } from "../../ui/Button";
import { type Fact, Facts } from "../../ui/Facts";
import { Failure } from "../../ui/Failure";
import { Drawer } from "../../ui/overlays";
import { usePeople } from "../../ui/people";
import { DateText, Money, Skeleton } from "../../ui/shown";
import { ActDialog } from "./ActDialog";
import { type Act, actsFor, isStep } from "./acts";
import { CreditState } from "./CreditState";
import { useCreditLimit } from "./queries";

/** One limit, release or collateral: how much, how long and why, who had a part in it, and what is to be done with it. */
export function CreditDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("credit");
  const word = useWords();
  const { data, error, refetch } = useCreditLimit(id);
  const title = data ? `${word("CreditKind", data.kind) ?? ""} ${data.number}` : t("title");
  return (
    <Drawer title={title} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {error ? (
        <Failure of={error} retry={() => void refetch()} />
      ) : data ? (
        <Known of={data} />
      ) : (
        <Skeleton lines={8} />
      )}
    </Drawer>
  );
}

function Known({ of }: { of: CreditLimit }) {
  const { may, me, zone } = useSession();
  const { t } = useTranslation("credit");
  const { nameOf } = usePeople();
  const entities = useLegalEntities();
  const [doing, setDoing] = useState<Act | null>(null);
  const by = (name: string, person: string, time: string | undefined): Fact => ({
    name,
    value: person && (
      <>
        {nameOf(person)} {time && <DateText of={time} zone={zone} />}
      </>
    ),
  });
  const acts = actsFor(of, me.id, may);
  return (
    <>
      <p>{t(`about.${of.kind}`)}</p>
      <Facts
        of={[
          { name: t("field.state"), value: <CreditState of={of} /> },
          { name: t("field.customer"), value: <AccountName id={of.customerId} /> },
          { name: t("field.amount"), value: of.amount && <Money of={of.amount} /> },
          {
            name: t("field.validUntil"),
            value: of.validUntilDate ? <DateText of={of.validUntilDate} zone={zone} /> : t("openEnd"),
          },
          { name: t("field.legalEntity"), value: of.legalEntityId && entities.nameOf(of.legalEntityId) },
          { name: t("field.contract"), value: of.contractNumber },
          { name: t("field.reason"), value: of.reason },
          by(t("field.requestedBy"), of.requestedBy, of.createTime),
          by(t("field.approvedBy"), of.approvedBy, of.approveTime),
          by(t("field.confirmedBy"), of.confirmedBy, of.confirmTime),
          by(t("field.endedBy"), of.endedBy, of.endTime),
          { name: t("field.endReason"), value: of.endReason },
          // What is still to come, or does not apply, says nothing yet.
        ].filter(({ value }) => Boolean(value))}
      />
      {acts.length > 0 && (
        <footer className="credit-acts">
          {acts.toReversed().map((act) => (
            <Button key={act} {...(isStep(act) && { kind: "main" as const })} onPress={() => setDoing(act)}>
              {t(`act.${act}`)}
            </Button>
          ))}
        </footer>
      )}
      {doing && <ActDialog key={doing} of={of} act={doing} onClose={() => setDoing(null)} />}
    </>
  );
}
