import { Button as Row } from "react-aria-components/Button";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { todayIn } from "../../../parts/days";
import { Obstacles } from "../../../parts/instalment/Obstacles";
import { StandingBadge } from "../../../parts/instalment/Standing";
import { isOverdue } from "../../../parts/instalment/standing";
import { Failure } from "../../../ui/Failure";
import { GoLink } from "../../../ui/Go";
import { Panel } from "../../../ui/Panel";
import { Money, Skeleton } from "../../../ui/shown";
import { useOwedBy } from "../queries";
import type { PartProps } from "./sections";

/** What it owes and will owe, instalment by instalment; each opens with its whole story. */
export function MoneyPanel({ account, onOpen }: PartProps) {
  const { t } = useTranslation("customers");
  const { zone, may } = useSession();
  const { data, error, refetch } = useOwedBy(account.id);
  if (!may("plan.read")) return null;
  const today = todayIn(zone);
  const instalments = data?.instalments;
  const owes = instalments?.some(({ claimState }) => claimState === "CLAIM_STATE_CLAIMABLE") ?? false;
  const all = (
    <>
      {may("service_charge.create") && (
        <GoLink
          go={{ to: "/receivables/services", search: { new: true, account: account.id } }}
          className="button plain"
        >
          {t("money.service")}
        </GoLink>
      )}
      {owes && may("account_statement.issue") && (
        <GoLink
          go={{ to: "/receivables/statements", search: { new: true, customer: account.id } }}
          className="button plain"
        >
          {t("money.statement")}
        </GoLink>
      )}
      <GoLink go={{ to: "/receivables", search: { filter: `customer_id = "${account.id}"` } }} className="button plain">
        {t("money.all")}
      </GoLink>
    </>
  );
  return (
    <Panel title={t("money.title")} note={instalments && instalments.length > 0 && instalments.length} actions={all}>
      {error ? (
        <Failure of={error} retry={() => void refetch()} isSmall />
      ) : !instalments ? (
        <Skeleton lines={2} />
      ) : instalments.length === 0 ? (
        <p className="customer-none">{t("money.none")}</p>
      ) : (
        <ul className="customer-list">
          {instalments.map((each) => (
            <li key={each.id} className="customer-line money">
              <Row className="customer-line-name customer-open" onPress={() => onOpen(each.id)}>
                {each.contractNumber} {each.name}
              </Row>
              <span className="customer-chips">
                <StandingBadge of={each} />
                <Obstacles of={each} />
              </span>
              <span className="customer-amount">
                {each.open && <Money of={each.open} isLate={isOverdue(each, today)} />}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
