import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Select } from "../../../ui/choices";
import { Form } from "../../../ui/Form";
import type { BulkAct } from "../../../ui/grid/types";
import { useOptions } from "../../../ui/useOptions";
import { GiveForm } from "../acts/GiveForm";
import { ReleaseForm } from "../acts/ReleaseForm";
import type { Account, AccountPatch } from "../types";
import { archive, giveTo, release, restore, setTier } from "../useCustomerActs";

/** What can be done to several customers at once. */
export function useBulkActs(): BulkAct<Account>[] {
  const { t } = useTranslation("customers");
  const { may } = useSession();
  const acts: BulkAct<Account>[] = [];
  if (may("account.update")) {
    acts.push({
      id: "tier",
      name: t("act.tier"),
      icon: "tag",
      form: ({ start, close }) => <TierForm onSet={(tier) => start((of) => setTier(of, tier))} onCancel={close} />,
    });
  }
  if (may("account.assign")) {
    acts.push({
      id: "give",
      name: t("act.give"),
      icon: "people",
      form: ({ start, close }) => (
        <GiveForm onCancel={close} onGive={(personId, reason) => start((of) => giveTo(of, personId, reason))} />
      ),
    });
  }
  if (may("account.release")) {
    acts.push({
      id: "release",
      name: t("act.release"),
      icon: "out",
      applies: ({ poolId }) => poolId === "",
      form: ({ start, close }) => (
        <ReleaseForm onCancel={close} onRelease={(reason, poolId) => start((of) => release(of, reason, poolId))} />
      ),
    });
  }
  if (may("account.archive")) {
    acts.push({ id: "archive", name: t("act.archive"), icon: "archive", act: archive, undo: restore });
  }
  return acts;
}

type Tier = NonNullable<AccountPatch["tier"]>;

function TierForm({ onSet, onCancel }: { onSet: (tier: Tier) => void; onCancel: () => void }) {
  const { t } = useTranslation("customers");
  const options = useOptions("Tier");
  return (
    <Form submit={t("act.set")} onCancel={onCancel} onSubmit={({ tier }) => onSet(tier as Tier)}>
      <Select name="tier" label={t("field.tier")} options={options} isRequired autoFocus />
    </Form>
  );
}
