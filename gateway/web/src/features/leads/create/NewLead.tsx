import { useTranslation } from "react-i18next";
import { Drawer } from "../../../ui/overlays";
import { NewLeadForm } from "./NewLeadForm";

/** Takes an enquiry down: who is known already is told before anything is saved. */
export function NewLead({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) {
  const { t } = useTranslation("leads");
  return (
    <Drawer title={t("new.title")} isWide isOpen={isOpen} onOpenChange={onOpenChange}>
      {(close) => <NewLeadForm close={close} />}
    </Drawer>
  );
}
