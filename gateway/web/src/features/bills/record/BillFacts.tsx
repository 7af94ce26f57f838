import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { useLegalEntities } from "../../../parts/legalEntities";
import { Facts } from "../../../ui/Facts";
import { GoLink } from "../../../ui/Go";
import { Panel } from "../../../ui/Panel";
import { DateText, Money } from "../../../ui/shown";
import { useReceiptOf } from "../queries";
import type { Bill } from "../types";

/** Its face, and what it belongs to. */
export function BillFacts({ of }: { of: Bill }) {
  const { t } = useTranslation("bills");
  const word = useWords();
  const { zone } = useSession();
  const { nameOf: entityOf } = useLegalEntities();
  const { data: receipt } = useReceiptOf(of.receiptId);
  const day = (value: string) => value && <DateText of={value} zone={zone} />;
  const bill = (id: string, name: string) => (
    <GoLink key={id} go={{ to: "/receipts/bills/$billId", params: { billId: id } }}>
      {name}
    </GoLink>
  );
  return (
    <Panel title={t("facts")}>
      <Facts
        of={[
          { name: t("field.kind"), value: word("BillKind", of.kind) },
          { name: t("field.billNumber"), value: of.billNumber },
          { name: t("field.subRange"), value: of.subRange, isRare: true },
          { name: t("field.amount"), value: of.amount && <Money of={of.amount} /> },
          { name: t("field.drawer"), value: of.drawer },
          { name: t("field.acceptor"), value: of.acceptor },
          { name: t("field.issueDate"), value: day(of.issueDate) },
          { name: t("field.receivedDate"), value: day(of.receivedDate) },
          { name: t("field.dueDate"), value: day(of.dueDate) },
          { name: t("field.presentationEndDate"), value: day(of.presentationEndDate), isRare: true },
          { name: t("field.recourse"), value: word("Recourse", of.recourse) },
          { name: t("field.counterparty"), value: of.counterparty, isRare: true },
          { name: t("field.entity"), value: entityOf(of.legalEntityId) },
          {
            name: t("field.receipt"),
            value: (
              <GoLink go={{ to: "/receipts/$receiptId", params: { receiptId: of.receiptId } }}>
                {receipt?.number ?? t("see")}
              </GoLink>
            ),
          },
          { name: t("field.counts"), value: receipt && word("CollectedWhen", receipt.collectedWhen) },
          { name: t("field.parent"), value: of.parentId && bill(of.parentId, t("see")), isRare: true },
          {
            name: t("field.parts"),
            value: of.partIds.length > 0 && of.partIds.map((id, at) => bill(id, t("part", { number: at + 1 }))),
            isRare: true,
          },
        ]}
      />
    </Panel>
  );
}
