import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { Button } from "../../../ui/Button";
import { Switch } from "../../../ui/choices";
import { Badge } from "../../../ui/shown";
import type { Rule } from "./queries";
import type { RuleText } from "./useRuleText";

export interface RuleRowProps {
  of: Rule;
  text: RuleText;
  /** None for who may only look. */
  open: (() => void) | undefined;
}

export function RuleRow({ of: rule, text, open }: RuleRowProps) {
  const { t } = useTranslation("settings");
  // Most rules are called what they follow.
  const said = [
    text.event !== text.name && <span key="event">{text.event}</span>,
    rule.condition && <code key="condition">{rule.condition}</code>,
  ].filter(Boolean);
  return (
    <li className={rule.disabled ? "reminder off" : "reminder"}>
      <span className="reminder-words">
        <span className="reminder-name">
          {open ? (
            <Button kind="plain" onPress={open}>
              {text.name}
            </Button>
          ) : (
            <strong>{text.name}</strong>
          )}
          {rule.urgent && <Badge tone="warn">{t("reminders.urgent")}</Badge>}
          {rule.escalation && <Badge tone="info">{t("reminders.escalation")}</Badge>}
          {!rule.shipped && <Badge>{t("roles.own")}</Badge>}
        </span>
        {said.length > 0 && <span className="settings-note">{said}</span>}
      </span>
      <span className="reminder-whom">
        <small>{t("reminders.whom")}</small>
        {text.whom}
      </span>
      <span className="reminder-how">
        <small>{t("reminders.how")}</small>
        {text.when}
        <span className="settings-note">{text.ways}</span>
      </span>
      <span className="reminder-on">{open ? <Turn of={rule} name={text.name} /> : <State of={rule} />}</span>
    </li>
  );
}

function State({ of: rule }: { of: Rule }) {
  const { t } = useTranslation("settings");
  return <Badge {...(!rule.disabled && { tone: "good" })}>{t(rule.disabled ? "reminders.off" : "reminders.on")}</Badge>;
}

function Turn({ of: rule, name }: { of: Rule; name: string }) {
  const { t } = useTranslation("settings");
  const { run, isPending } = useCommand();
  const turn = ({ id, etag }: Rule, disabled: boolean): Promise<Rule> =>
    reply(
      api.PATCH("/v1/reminderRules/{reminder_rule_id}", {
        params: { path: { reminder_rule_id: id }, header: ifMatch({ etag }) },
        body: { disabled },
      }),
    );
  return (
    <Switch
      aria-label={t("reminders.onOf", { name })}
      isSelected={!rule.disabled}
      isDisabled={isPending}
      onChange={(isOn) =>
        void run(() => turn(rule, !isOn), {
          done: t(isOn ? "reminders.turnedOn" : "reminders.turnedOff", { name }),
          undo: (changed) => turn(changed, isOn),
        })
      }
    >
      <span className="reminder-state">{t(rule.disabled ? "reminders.off" : "reminders.on")}</span>
    </Switch>
  );
}
