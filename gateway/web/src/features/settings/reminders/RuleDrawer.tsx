import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { named } from "../../../parts/said";
import { Failure } from "../../../ui/Failure";
import { Drawer } from "../../../ui/overlays";
import { EmptyState, Skeleton } from "../../../ui/shown";
import { NEW } from "../frame/catalogue";
import { useRules, useTemplates } from "./queries";
import { RuleForm } from "./RuleForm";

/** One rule: what it follows, who hears of it, when and how, and what they read. */
export function RuleDrawer({ id, close }: { id: string | undefined; close: () => void }) {
  const { t } = useTranslation("settings");
  const { language } = useSession();
  const { rules, error, refetch } = useRules();
  const { templates, error: noTexts, refetch: readTexts } = useTemplates();
  const rule = rules?.find((each) => each.id === id);
  const failure = error ?? noTexts;
  return (
    <Drawer
      title={id === NEW ? t("reminders.newRule") : named(rule, language) || t("reminders.rule")}
      isOpen={Boolean(id)}
      onOpenChange={(isOpen) => {
        if (!isOpen) close();
      }}
      isWide
    >
      {(leave) =>
        failure ? (
          <Failure of={failure} retry={() => void Promise.all([refetch(), readTexts()])} />
        ) : !rules || !templates ? (
          <Skeleton lines={10} />
        ) : id === NEW || rule ? (
          <RuleForm key={rule?.id} of={rule} templates={templates} close={leave} />
        ) : (
          <EmptyState title={t("reminders.gone")}>{t("reminders.goneText")}</EmptyState>
        )
      }
    </Drawer>
  );
}
