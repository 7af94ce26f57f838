import { useTranslation } from "react-i18next";
import { Drawer } from "../../../ui/overlays";
import { NewCustomerForm } from "./NewCustomerForm";

/** A new customer; who has it already is said before it is saved. */
export function NewCustomer({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) {
  const { t } = useTranslation("customers");
  return (
    <Drawer title={t("new.title")} isOpen={isOpen} onOpenChange={onOpenChange}>
      {(close) => <NewCustomerForm close={close} />}
    </Drawer>
  );
}
