import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { accountText, inUse, type LegalEntity } from "../../../parts/legalEntities";
import { Button } from "../../../ui/Button";
import { Panel } from "../../../ui/Panel";
import { usePeople } from "../../../ui/people";
import { Badge, DateText } from "../../../ui/shown";
import { newIn } from "./accounts";
import "./banks.css";

interface EntityPanelProps {
  of: LegalEntity;
  showsArchived: boolean;
  open: (address: string) => void;
}

/** One company of ours with its accounts. */
export function EntityPanel({ of: entity, showsArchived, open }: EntityPanelProps) {
  const { t } = useTranslation("settings");
  const { may, zone } = useSession();
  const { nameOf } = usePeople();
  const accounts = showsArchived ? entity.bankAccounts : inUse(entity.bankAccounts);
  return (
    <Panel
      title={entity.name}
      isFlush
      actions={may("bank_account.create") && <Button onPress={() => open(newIn(entity))}>{t("banks.new")}</Button>}
    >
      {accounts.length === 0 ? (
        <p className="banks-none">{t("banks.none")}</p>
      ) : (
        <ul className="banks-list">
          {accounts.map((account) => (
            <li key={account.id}>
              <button type="button" className="banks-one" onClick={() => open(account.id)}>
                <span className="banks-words">
                  <strong>{accountText(account)}</strong>
                  <span className="banks-quiet">
                    {account.accountName || entity.name} · {account.currencyCode}
                  </span>
                </span>
                {account.archiveTime && <Badge>{t("assignment.archived")}</Badge>}
                {account.changeTime && (
                  <span className="banks-quiet">
                    {nameOf(account.changedById) || t("banks.nobody")} <DateText of={account.changeTime} zone={zone} />
                  </span>
                )}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
