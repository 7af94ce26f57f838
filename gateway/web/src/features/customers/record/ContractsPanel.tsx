import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { Failure } from "../../../ui/Failure";
import { GoLink } from "../../../ui/Go";
import { Panel } from "../../../ui/Panel";
import { Badge, DateText, Money, Skeleton } from "../../../ui/shown";
import { useContractsOf } from "../queries";
import type { PartProps } from "./sections";

/** What was signed with it. */
export function ContractsPanel({ account }: PartProps) {
  const { t } = useTranslation("customers");
  const word = useWords();
  const { zone, may } = useSession();
  const { data, error, refetch } = useContractsOf(account.id);
  if (!may("contract.read")) return null;
  const contracts = data?.contracts;
  return (
    <Panel title={t("contracts.title")} note={contracts && contracts.length > 0 && contracts.length}>
      {error ? (
        <Failure of={error} retry={() => void refetch()} isSmall />
      ) : !contracts ? (
        <Skeleton lines={2} />
      ) : contracts.length === 0 ? (
        <p className="customer-none">{t("contracts.none")}</p>
      ) : (
        <ul className="customer-list">
          {contracts.map((contract) => (
            <li key={contract.id} className="customer-line">
              <GoLink go={{ to: `/contracts/${contract.id}` }} className="customer-line-name">
                {contract.number} {contract.name}
              </GoLink>
              <Badge {...(contract.state === "CONTRACT_STATE_EFFECTIVE" && { tone: "on" })}>
                {word("ContractState", contract.state)}
              </Badge>
              <span className="customer-day">
                {contract.effectiveDate && <DateText of={contract.effectiveDate} zone={zone} />}
              </span>
              <span className="customer-amount">{contract.gross ? <Money of={contract.gross} /> : "—"}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
