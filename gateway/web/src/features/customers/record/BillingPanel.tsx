import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/Button";
import { Facts } from "../../../ui/Facts";
import { Icon } from "../../../ui/Icon";
import { Drawer } from "../../../ui/overlays";
import { Panel } from "../../../ui/Panel";
import { BillingForm } from "./BillingForm";
import { INVOICE_FIELDS } from "./billing";
import { useFacts } from "./EditedFact";
import type { PartProps } from "./sections";

/** What our invoices to it must say, and when and how it pays. */
export function BillingPanel({ account }: PartProps) {
  const { t } = useTranslation("customers");
  const facts = useFacts(account);
  const { invoiceProfile: invoice, paymentHabit: habit } = account;
  const day = (of: number | undefined): string =>
    of ? (of === 31 ? t("billing.lastDay") : t("billing.day", { day: of })) : "";
  const edit = !facts.isReadOnly && (
    <Drawer
      title={t("billing.panel")}
      trigger={
        <Button kind="plain">
          <Icon name="edit" />
          {t("billing.edit")}
        </Button>
      }
    >
      {(close) => <BillingForm account={account} {...facts} close={close} />}
    </Drawer>
  );
  return (
    <Panel title={t("billing.panel")} actions={edit}>
      <Facts
        of={[
          ...INVOICE_FIELDS.map((field) => ({ name: t(`billing.${field}`), value: invoice?.[field] })),
          {
            name: t("billing.invoiceType"),
            value: invoice?.invoiceType && t(`billing.type.${invoice.invoiceType}`, invoice.invoiceType),
          },
          { name: t("billing.closingDay"), value: day(habit?.closingDay) },
          { name: t("billing.paymentDay"), value: day(habit?.paymentDay) },
          {
            name: t("billing.papers"),
            value: habit?.requiredPapers.map((paper) => t(`billing.paper.${paper}`, paper)).join(t("and")),
          },
        ]}
      />
    </Panel>
  );
}
