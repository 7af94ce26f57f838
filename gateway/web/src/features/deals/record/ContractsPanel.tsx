import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { GoLink } from "../../../ui/Go";
import { Panel } from "../../../ui/Panel";
import { Badge, Money } from "../../../ui/shown";
import { useContractsOf } from "../queries";
import type { Deal } from "../types";

/** The contract that came of a won deal, or the way to one. */
export function ContractsPanel({ deal }: { deal: Deal }) {
  const { t } = useTranslation("deals");
  const word = useWords();
  const { may } = useSession();
  const contracts = useContractsOf(deal.id).data?.contracts;
  if (!contracts || (contracts.length === 0 && deal.state !== "OPPORTUNITY_STATE_WON")) return null;
  const mayCreate = may("contract.create") && deal.state === "OPPORTUNITY_STATE_WON";
  return (
    <Panel
      title={t("contracts.title")}
      actions={
        mayCreate && (
          <GoLink
            go={{ to: "/contracts", search: { new: true, deal: deal.id } }}
            className={contracts.length === 0 ? "button main" : "button plain"}
          >
            {t("contracts.make")}
          </GoLink>
        )
      }
    >
      {contracts.length === 0 ? (
        <p className="deal-quiet">{t("contracts.none")}</p>
      ) : (
        <ul className="deal-contracts">
          {contracts.map((contract) => (
            <li key={contract.id}>
              <GoLink go={{ to: `/contracts/${contract.id}` }}>
                {contract.number} {contract.name}
              </GoLink>
              <Badge>{word("ContractState", contract.state)}</Badge>
              {contract.gross && <Money of={contract.gross} />}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
