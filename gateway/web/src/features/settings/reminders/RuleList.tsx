import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Failure } from "../../../ui/Failure";
import { TextField } from "../../../ui/fields";
import { Panel } from "../../../ui/Panel";
import { EmptyState, Skeleton } from "../../../ui/shown";
import { NEW } from "../frame/catalogue";
import { byArea } from "./events";
import { useRules } from "./queries";
import { RuleRow } from "./RuleRow";
import { TimingPanel } from "./Timing";
import { useRuleText } from "./useRuleText";

/** The rules by what they are about. */
export function RuleList({ open }: { open: (id: string) => void }) {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  const { rules, error, refetch } = useRules();
  const textOf = useRuleText();
  const [typed, setTyped] = useState("");
  const wanted = useDeferredValue(typed.trim().toLowerCase());
  const mayManage = may("reminder_rule.manage");
  if (error) return <Failure of={error} retry={() => void refetch()} />;
  if (!rules) {
    return (
      <Panel>
        <Skeleton lines={12} />
      </Panel>
    );
  }
  if (rules.length === 0) {
    return (
      <EmptyState
        title={t("reminders.empty")}
        action={mayManage && <Button onPress={() => open(NEW)}>{t("reminders.newRule")}</Button>}
      >
        {t("reminders.emptyText")}
      </EmptyState>
    );
  }
  const said = rules
    .map((rule) => ({ event: rule.event, rule, text: textOf(rule) }))
    .filter(({ text }) => !wanted || Object.values(text).join(" ").toLowerCase().includes(wanted));
  return (
    <>
      {may("notification_settings.read") && <TimingPanel />}
      <div className="settings-find">
        <TextField label={t("reminders.find")} value={typed} onChange={setTyped} type="search" />
      </div>
      {said.length === 0 && <p className="settings-note">{t("reminders.noMatch")}</p>}
      {byArea(said).map(({ area, of }) => (
        <Panel
          key={area}
          title={t(`reminders.areas.${area}`)}
          note={t("reminders.count", { count: of.length })}
          isFlush
        >
          <ul className="reminders">
            {of.map(({ rule, text }) => (
              <RuleRow key={rule.id} of={rule} text={text} open={mayManage ? () => open(rule.id) : undefined} />
            ))}
          </ul>
        </Panel>
      ))}
    </>
  );
}
