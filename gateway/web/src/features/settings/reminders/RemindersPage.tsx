import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { Page } from "../../../ui/Page";
import { NEW, useAsk } from "../frame/catalogue";
import { useUp } from "../frame/useUp";
import { useRules } from "./queries";
import { RuleDrawer } from "./RuleDrawer";
import { RuleList } from "./RuleList";
import type { RemindersSearch } from "./search";
import { TemplateDrawer } from "./TemplateDrawer";
import { TemplateList } from "./TemplateList";
import "./reminders.css";

/** Who hears of what, when and how; and the words in which it is said. */
export function RemindersPage() {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  const { tab, rule, template }: RemindersSearch = useSearch({ strict: false });
  const show = useAsk<RemindersSearch>();
  const { rules, isError } = useRules();
  const isOfTexts = tab === "templates";
  const off = rules?.filter(({ disabled }) => disabled).length ?? 0;
  const finding = t(off > 0 ? "reminders.findingOff" : "reminders.finding", { count: rules?.length ?? 0, off });
  const go = { to: "/settings/reminders" };
  return (
    <Page
      title={t("sections.reminders.name")}
      crumbs={useUp()}
      finding={rules?.length ? finding : rules || isError ? t("sections.reminders.name") : null}
      note={t(isOfTexts ? "reminders.templatesNote" : "reminders.note")}
      tabs={[
        { id: "rules", name: t("reminders.rules"), go },
        { id: "templates", name: t("reminders.templates"), go: { ...go, search: { tab: "templates" } } },
      ]}
      tab={tab ?? "rules"}
      actions={
        may(isOfTexts ? "template.manage" : "reminder_rule.manage") && (
          <Button kind="main" onPress={() => show(isOfTexts ? { template: NEW } : { rule: NEW })}>
            <Icon name="plus" />
            {t(isOfTexts ? "reminders.newTemplate" : "reminders.newRule")}
          </Button>
        )
      }
    >
      {isOfTexts ? (
        <TemplateList open={(id) => show({ template: id })} />
      ) : (
        <RuleList open={(id) => show({ rule: id })} />
      )}
      <RuleDrawer id={rule} close={() => show({ rule: undefined })} />
      <TemplateDrawer id={template} close={() => show({ template: undefined })} />
    </Page>
  );
}
