import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useWords } from "../../../i18n/words";
import { useTeams } from "../../../parts/teams";
import { Button, IconButton } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { type Act, Menu } from "../../../ui/overlays";
import { usePeople } from "../../../ui/people";
import { Badge } from "../../../ui/shown";
import type { Rule } from "./queries";
import { useConditionText } from "./useConditionText";

const NAMED = 4;

export interface RuleRowProps {
  of: Rule;
  last: number;
  /** Opens it; none for who may only look. */
  edit: (() => void) | undefined;
}

export function RuleRow({ of: rule, last, edit }: RuleRowProps) {
  const { t } = useTranslation("settings");
  const word = useWords();
  const conditionText = useConditionText();
  const whom = useWhom(rule);
  return (
    <li className="rule">
      <span className="rule-place">{rule.position}</span>
      <span className="rule-words">
        <span className="rule-name">
          {edit && !rule.archiveTime ? (
            <Button kind="plain" onPress={edit}>
              {rule.name}
            </Button>
          ) : (
            <strong>{rule.name}</strong>
          )}
          <Badge tone="info">{word("AssignmentMethod", rule.method)}</Badge>
          {rule.disabled && <Badge>{t("assignment.off")}</Badge>}
          {rule.archiveTime && <Badge>{t("assignment.archived")}</Badge>}
        </span>
        <span className="settings-note">
          {conditionText(rule.condition)} → {whom}
        </span>
      </span>
      {edit && <Acts of={rule} last={last} edit={edit} />}
    </li>
  );
}

/** Among whom, in a few names. */
function useWhom(rule: Rule): string {
  const { t } = useTranslation("settings");
  const { nameOf } = usePeople();
  const { teams } = useTeams();
  if (rule.territories.length > 0) return t("assignment.regions", { count: rule.territories.length });
  const names = [
    ...rule.teamIds.map((id) => teams?.find((team) => team.id === id)?.name),
    ...rule.personIds.map((id) => nameOf(id)),
  ].filter(Boolean);
  const more = names.length - NAMED;
  return names.slice(0, NAMED).join(t("people.and")) + (more > 0 ? t("audit.andMore", { count: more }) : "");
}

function Acts({ of: rule, last, edit }: { of: Rule; last: number; edit: () => void }) {
  const { t } = useTranslation("settings");
  const { run } = useCommand();
  const params = { path: { assignment_rule_id: rule.id } };
  const checked = { ...params, header: ifMatch(rule) };
  const place = (position: number) =>
    reply(api.POST("/v1/assignmentRules/{assignment_rule_id}:move", { params, body: { position } }));
  const move = (position: number): void =>
    void run(() => place(position), { done: t("assignment.moved"), undo: () => place(rule.position) });
  const turn = (disabled: boolean): void =>
    void run(
      () => reply(api.PATCH("/v1/assignmentRules/{assignment_rule_id}", { params: checked, body: { disabled } })),
      { done: t("saved") },
    );
  const restore = () => reply(api.POST("/v1/assignmentRules/{assignment_rule_id}:restore", { params, body: {} }));
  const archive = (): void =>
    void run(() => reply(api.POST("/v1/assignmentRules/{assignment_rule_id}:archive", { params: checked, body: {} })), {
      done: t("assignment.archivedDone"),
      undo: restore,
    });
  const acts: Act[] = rule.archiveTime
    ? [{ id: "restore", name: t("assignment.restore"), act: () => void run(restore, { done: t("saved") }) }]
    : [
        { id: "edit", name: t("edit"), icon: "edit", act: edit },
        {
          id: "up",
          name: t("assignment.up"),
          icon: "up",
          isDisabled: rule.position <= 1,
          act: () => move(rule.position - 1),
        },
        {
          id: "down",
          name: t("assignment.down"),
          icon: "down",
          isDisabled: rule.position >= last,
          act: () => move(rule.position + 1),
        },
        {
          id: "turn",
          name: t(rule.disabled ? "assignment.turnOn" : "assignment.turnOff"),
          act: () => turn(!rule.disabled),
        },
        { id: "archive", name: t("archive"), icon: "archive", act: archive },
      ];
  return (
    <Menu
      aria-label={rule.name}
      acts={acts}
      trigger={
        <IconButton aria-label={t("assignment.more", { name: rule.name })}>
          <Icon name="more" />
        </IconButton>
      }
    />
  );
}
