import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { has } from "../../../parts/instalment/standing";
import { useLegalEntities } from "../../../parts/legalEntities";
import { Facts } from "../../../ui/Facts";
import { GoLink } from "../../../ui/Go";
import { Panel } from "../../../ui/Panel";
import { DateText, Money } from "../../../ui/shown";
import type { Invoice } from "../types";

/** Whom it is made out to, its numbers, and what it belongs to. */
export function InvoiceFacts({ of }: { of: Invoice }) {
  const { t } = useTranslation("invoices");
  const word = useWords();
  const { zone } = useSession();
  const { nameOf: entityOf } = useLegalEntities();
  const money = (amount: Invoice["gross"]) => amount && has(amount) && <Money of={amount} />;
  const to = of.invoicee;
  return (
    <Panel title={t("facts")}>
      <Facts
        of={[
          { name: t("field.title"), value: to?.title },
          { name: t("field.taxNumber"), value: to?.taxNumber },
          { name: t("field.address"), value: [to?.address, to?.phone].filter(Boolean).join(" ") },
          { name: t("field.bank"), value: [to?.bankName, to?.bankAccount].filter(Boolean).join(" ") },
          { name: t("field.invoiceCode"), value: of.invoiceCode },
          { name: t("field.invoiceNumber"), value: of.invoiceNumber },
          { name: t("field.issueDate"), value: of.issueDate && <DateText of={of.issueDate} zone={zone} /> },
          { name: t("field.covered"), value: money(of.covered) },
          { name: t("field.reduced"), value: money(of.reduced) },
          {
            name: t("field.contract"),
            value: (
              <GoLink go={{ to: "/contracts/$contractId", params: { contractId: of.contractId } }}>
                {of.contractNumber}
              </GoLink>
            ),
          },
          { name: t("field.entity"), value: entityOf(of.legalEntityId) },
          { name: t("field.number"), value: of.number },
          { name: t("field.remark"), value: of.remark },
          ...(of.originalId
            ? [
                {
                  name: t("field.original"),
                  value: (
                    <GoLink go={{ to: "/invoices/$invoiceId", params: { invoiceId: of.originalId } }}>
                      {t("see")}
                    </GoLink>
                  ),
                },
                { name: t("field.redReason"), value: word("RedReason", of.redReason) },
                { name: t("field.confirmationNumber"), value: of.confirmationNumber },
                {
                  name: t("field.credit"),
                  value: of.creditId && (
                    <GoLink go={{ to: "/receipts/$receiptId", params: { receiptId: of.creditId } }}>{t("see")}</GoLink>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Panel>
  );
}
