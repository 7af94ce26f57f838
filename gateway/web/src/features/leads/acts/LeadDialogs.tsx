import { useTranslation } from "react-i18next";
import { LogSheet } from "../../../parts/LogSheet";
import { Dialog } from "../../../ui/overlays";
import { AssignForm } from "./AssignForm";
import { ContactForm } from "./ContactForm";
import { ConvertSheet } from "./ConvertSheet";
import { DisqualifyForm } from "./DisqualifyForm";
import type { Doing } from "./doing";
import { ReleaseForm } from "./ReleaseForm";
import { ReturnForm } from "./ReturnForm";

const FORMS = {
  assign: AssignForm,
  contact: ContactForm,
  return: ReturnForm,
  release: ReleaseForm,
  disqualify: DisqualifyForm,
} as const;

/** The dialog of what is being done with a lead; one at a time. */
export function LeadDialogs({ doing, onClose }: { doing: Doing | null; onClose: () => void }) {
  const { t } = useTranslation("leads");
  if (!doing || doing.act === "reveal") return null;
  const { act, lead } = doing;
  const name = lead.companyName || lead.name;
  const change = (isOpen: boolean): void => {
    if (!isOpen) onClose();
  };
  if (act === "log") return <LogSheet of={{ type: "lead", id: lead.id, name }} isOpen onOpenChange={change} />;
  if (act === "convert") return <ConvertSheet lead={lead} onClose={onClose} />;
  const Asked = FORMS[act];
  return (
    <Dialog title={t(`ask.${act}`, { name })} isOpen onOpenChange={change}>
      {(close) => <Asked lead={lead} close={close} />}
    </Dialog>
  );
}
