import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { components } from "../../../api/generated/openapi";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { AccountName } from "../../../parts/AccountName";
import { AccountPicker } from "../../../parts/AccountPicker";
import { Button, IconButton } from "../../../ui/Button";
import { Select } from "../../../ui/choices";
import { Facts } from "../../../ui/Facts";
import { Form } from "../../../ui/Form";
import { Icon } from "../../../ui/Icon";
import { Dialog } from "../../../ui/overlays";
import { Panel } from "../../../ui/Panel";
import { useOptions } from "../../../ui/useOptions";
import { isChangeable } from "../life";
import type { Contract } from "../types";
import { useContractActs } from "../useContractActs";

type Role = components["schemas"]["pipeline.PartyRole"];

/** Who plays which part; a part that nobody is named for is the customer's. */
export function PartiesPanel({ contract }: { contract: Contract }) {
  const { t } = useTranslation("contracts");
  const word = useWords();
  const { may } = useSession();
  const mayChange = may("contract.update") && isChangeable(contract);
  return (
    <Panel
      title={t("parties.title")}
      actions={
        mayChange && (
          <Dialog title={t("parties.edit")} trigger={<Button kind="plain">{t("parties.edit")}</Button>}>
            {(close) => <PartiesForm contract={contract} close={close} />}
          </Dialog>
        )
      }
    >
      <Facts
        of={[
          { id: "customer", name: t("parties.owes"), value: <AccountName id={contract.customerId} /> },
          ...contract.parties.map(({ role, accountId }) => ({
            id: `${role} ${accountId}`,
            name: word("PartyRole", role),
            value: <AccountName id={accountId} />,
          })),
        ]}
      />
    </Panel>
  );
}

interface Draft {
  key: number;
  role: Role;
  accountId: string;
}

function PartiesForm({ contract, close }: { contract: Contract; close: () => void }) {
  const { t } = useTranslation("contracts");
  const { change, isPending, problem } = useContractActs(contract, { quiet: true });
  const roles = useOptions("PartyRole");
  const [drafts, setDrafts] = useState<Draft[]>(() =>
    contract.parties.map(({ role, accountId }, key) => ({ key, role, accountId })),
  );
  const set = (key: number, to: Partial<Draft>): void =>
    setDrafts((now) => now.map((draft) => (draft.key === key ? { ...draft, ...to } : draft)));
  const add = (): void =>
    setDrafts((now) => [...now, { key: (now.at(-1)?.key ?? -1) + 1, role: "PARTY_ROLE_PAYER", accountId: "" }]);
  return (
    <Form
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={async () => {
        if (await change({ parties: drafts.map(({ role, accountId }) => ({ role, accountId })) })) close();
      }}
    >
      <p className="contract-note">{t("parties.note")}</p>
      {drafts.map(({ key, role, accountId }) => (
        <div key={key} className="party-form">
          <Select
            label={t("parties.role")}
            options={roles}
            selectedKey={role}
            onSelectionChange={(to) => set(key, { role: to as Role })}
          />
          <AccountPicker
            label={t("field.account")}
            defaultId={accountId || undefined}
            onChange={(id) => set(key, { accountId: id ?? "" })}
            isRequired
          />
          <IconButton
            aria-label={t("parties.remove")}
            onPress={() => setDrafts((now) => now.filter((each) => each.key !== key))}
          >
            <Icon name="close" />
          </IconButton>
        </div>
      ))}
      <div>
        <Button kind="plain" onPress={add}>
          <Icon name="plus" />
          {t("parties.add")}
        </Button>
      </div>
    </Form>
  );
}
