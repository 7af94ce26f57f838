import { useTranslation } from "react-i18next";
import { useWords } from "../../../i18n/words";
import { AccountName } from "../../../parts/AccountName";
import { useContract } from "../../../parts/documents";
import { useLegalEntities } from "../../../parts/legalEntities";
import { Facts } from "../../../ui/Facts";
import { GoLink } from "../../../ui/Go";
import { Panel } from "../../../ui/Panel";
import { Person } from "../../../ui/Person";
import { usePeople } from "../../../ui/people";
import { Money } from "../../../ui/shown";
import type { Order } from "../types";

/** What it is about, and what it belongs to. */
export function OrderFacts({ of }: { of: Order }) {
  const { t } = useTranslation("orders");
  const word = useWords();
  const { nameOf } = usePeople();
  const { nameOf: entityOf } = useLegalEntities();
  const contract = useContract(of.contractId);
  return (
    <Panel title={t("facts")}>
      <Facts
        of={[
          { name: t("field.number"), value: of.number },
          { name: t("field.account"), value: <AccountName id={of.accountId} /> },
          {
            name: t(contract?.frame ? "field.frame" : "field.contract"),
            value: of.contractId && (
              <GoLink go={{ to: `/contracts/${of.contractId}` }}>
                {contract ? `${contract.number} ${contract.name}` : "…"}
              </GoLink>
            ),
          },
          { name: t("field.entity"), value: entityOf(of.legalEntityId) },
          { name: t("field.customerOrderNumber"), value: of.customerOrderNumber },
          { name: t("field.basis"), value: word("SalesOrderBasis", of.basis) },
          { name: t("field.gross"), value: of.gross && <Money of={of.gross} /> },
          { name: t("field.net"), value: of.net && <Money of={of.net} /> },
          { name: t("field.tax"), value: of.tax && <Money of={of.tax} /> },
          { name: t("field.delivered"), value: of.delivered && <Money of={of.delivered} /> },
          { name: t("field.owner"), value: <Person name={nameOf(of.ownerId)} /> },
          { name: t("field.region"), value: of.region },
          { name: t("field.productLine"), value: of.productLine },
          { name: t("field.description"), value: of.description },
        ]}
      />
    </Panel>
  );
}
