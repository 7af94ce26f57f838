import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { AccountName } from "../../../parts/AccountName";
import { has } from "../../../parts/instalment/standing";
import { accountText, useLegalEntities } from "../../../parts/legalEntities";
import { Facts } from "../../../ui/Facts";
import { Panel } from "../../../ui/Panel";
import { usePeople } from "../../../ui/people";
import { DateText, Money } from "../../../ui/shown";
import type { Receipt } from "../types";

/** As the bank and the cashier say it. */
export function ReceiptFacts({ of }: { of: Receipt }) {
  const { t } = useTranslation("receipts");
  const word = useWords();
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const { nameOf: entityOf, all } = useLegalEntities();
  const account = all?.flatMap(({ bankAccounts }) => bankAccounts).find(({ id }) => id === of.bankAccountId);
  const money = (amount: Receipt["amount"]) => amount && has(amount) && <Money of={amount} />;
  const isBill = of.billNumber !== "";
  return (
    <Panel title={t("facts")}>
      <Facts
        of={[
          { name: t("field.amount"), value: money(of.amount) },
          { name: t("field.unapplied"), value: money(of.unapplied) },
          { name: t("field.allocated"), value: money(of.allocated) },
          { name: t("field.advance"), value: money(of.advance) },
          { name: t("field.refunded"), value: money(of.refunded) },
          { name: t("field.customer"), value: of.customerId && <AccountName id={of.customerId} /> },
          { name: t("field.receivedDate"), value: <DateText of={of.receivedDate} zone={zone} /> },
          { name: t("field.tender"), value: word("Tender", of.tender) },
          { name: t("field.entity"), value: entityOf(of.legalEntityId) },
          { name: t("field.bankAccount"), value: account && accountText(account) },
          { name: t("field.payerName"), value: of.payerName },
          { name: t("field.payerAccount"), value: of.payerAccount },
          { name: t("field.bankReference"), value: of.bankReference },
          { name: t("field.memo"), value: of.memo },
          ...(isBill
            ? [
                { name: t("field.billNumber"), value: of.billNumber },
                { name: t("field.billDueDate"), value: of.billDueDate && <DateText of={of.billDueDate} zone={zone} /> },
              ]
            : []),
          { name: t("field.number"), value: of.number },
          { name: t("field.enteredBy"), value: nameOf(of.enteredBy) },
        ]}
      />
    </Panel>
  );
}
