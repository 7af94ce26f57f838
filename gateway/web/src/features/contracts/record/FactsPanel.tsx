import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { AccountName } from "../../../parts/AccountName";
import { InPlace } from "../../../parts/InPlace";
import { InPlaceText } from "../../../parts/InPlaceText";
import { useLegalEntities } from "../../../parts/legalEntities";
import { Select } from "../../../ui/choices";
import { DatePicker } from "../../../ui/dates";
import { Facts } from "../../../ui/Facts";
import { GoLink } from "../../../ui/Go";
import { Panel } from "../../../ui/Panel";
import { Person } from "../../../ui/Person";
import { usePeople } from "../../../ui/people";
import { DateText, Money } from "../../../ui/shown";
import { isChangeable, isRunning } from "../life";
import { useDeal } from "../queries";
import type { Contract } from "../types";
import { useContractActs } from "../useContractActs";

/** What is known about the contract, changed where it stands as long as that may be. */
export function FactsPanel({ contract }: { contract: Contract }) {
  const { t } = useTranslation("contracts");
  const { may, zone } = useSession();
  const { nameOf } = usePeople();
  const { nameOf: entityOf, options: entities } = useLegalEntities();
  const { change, isPending, problem } = useContractActs(contract, { quiet: true });
  const { data: deal } = useDeal(contract.opportunityId || undefined);
  const edit = { isPending, problem };
  const mayUpdate = may("contract.update");
  const isAgreed = !mayUpdate || !isChangeable(contract);
  const isOver = !mayUpdate || !isRunning(contract);
  const date = (day: string) => day && <DateText of={day} zone={zone} />;
  return (
    <Panel title={t("facts.title")}>
      <Facts
        of={[
          { name: t("field.number"), value: contract.number },
          {
            name: t("field.name"),
            value: (
              <InPlaceText
                {...edit}
                name="name"
                label={t("field.name")}
                text={contract.name}
                isReadOnly={isOver}
                onSave={(name) => change({ name })}
                isRequired
              />
            ),
          },
          { name: t("field.account"), value: <AccountName id={contract.accountId} /> },
          {
            name: t("field.entity"),
            value: (
              <InPlace
                {...edit}
                label={t("field.entity")}
                isReadOnly={isAgreed}
                onSave={({ legalEntityId = "" }) => change({ legalEntityId })}
                field={
                  <Select
                    name="legalEntityId"
                    label={t("field.entity")}
                    options={entities}
                    defaultSelectedKey={contract.legalEntityId || null}
                    isRequired
                    autoFocus
                  />
                }
              >
                {entityOf(contract.legalEntityId)}
              </InPlace>
            ),
          },
          {
            name: t("field.order"),
            value: (
              <InPlaceText
                {...edit}
                name="customerOrderNumber"
                label={t("field.order")}
                text={contract.customerOrderNumber}
                isReadOnly={isOver}
                onSave={(customerOrderNumber) => change({ customerOrderNumber })}
                maxLength={100}
              />
            ),
          },
          { name: t("field.gross"), value: contract.gross && <Money of={contract.gross} /> },
          { name: t("field.net"), value: contract.net && <Money of={contract.net} /> },
          { name: t("field.tax"), value: contract.tax && <Money of={contract.tax} /> },
          { name: t("field.effective"), value: date(contract.effectiveDate) },
          {
            name: t("field.end"),
            value: (
              <InPlace
                {...edit}
                label={t("field.end")}
                isReadOnly={isOver}
                onSave={({ endDate = "" }) => change({ endDate })}
                field={
                  <DatePicker
                    name="endDate"
                    label={t("field.end")}
                    defaultValue={contract.endDate || undefined}
                    autoFocus
                  />
                }
              >
                {date(contract.endDate)}
              </InPlace>
            ),
          },
          { name: t("field.owner"), value: <Person name={nameOf(contract.ownerId)} /> },
          {
            name: t("field.deal"),
            value: deal && <GoLink go={{ to: `/deals/${deal.id}` }}>{deal.name}</GoLink>,
          },
          { name: t("field.region"), value: contract.region },
          { name: t("field.productLine"), value: contract.productLine },
          {
            name: t("field.description"),
            value: (
              <InPlaceText
                {...edit}
                name="description"
                label={t("field.description")}
                text={contract.description}
                isReadOnly={isOver}
                onSave={(description) => change({ description })}
                lines={4}
                maxLength={5000}
              />
            ),
          },
        ]}
      />
    </Panel>
  );
}
