import { useTranslation } from "react-i18next";
import { Failure } from "../../../ui/Failure";
import { Drawer } from "../../../ui/overlays";
import { EmptyState, Skeleton } from "../../../ui/shown";
import { NEW } from "../frame/catalogue";
import { useTemplates } from "./queries";
import { TemplateForm } from "./TemplateForm";
import { useEventText } from "./useRuleText";

/** The words of one message, in both languages, beside what they come to. */
export function TemplateDrawer({ id, close }: { id: string | undefined; close: () => void }) {
  const { t } = useTranslation("settings");
  const { templates, error, refetch } = useTemplates();
  const eventText = useEventText();
  const template = templates?.find((each) => each.id === id);
  const name = template && (template.shipped ? eventText(template.event) : template.name);
  return (
    <Drawer
      title={id === NEW ? t("reminders.newTemplate") : (name ?? t("reminders.template"))}
      isOpen={Boolean(id)}
      onOpenChange={(isOpen) => {
        if (!isOpen) close();
      }}
      isWide
    >
      {(leave) =>
        error ? (
          <Failure of={error} retry={() => void refetch()} />
        ) : !templates ? (
          <Skeleton lines={10} />
        ) : id === NEW || template ? (
          <TemplateForm key={template?.id} of={template} templates={templates} close={leave} />
        ) : (
          <EmptyState title={t("reminders.gone")}>{t("reminders.goneText")}</EmptyState>
        )
      }
    </Drawer>
  );
}
