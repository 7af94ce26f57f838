import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { Form } from "../../../ui/Form";
import type { Values } from "../../../ui/formValues";
import { minutesOf } from "./delay";
import { type Draft, draftOf } from "./draft";
import type { Rule, RuleInput, Template } from "./queries";
import { RuleHow } from "./RuleHow";
import { RuleWhat } from "./RuleWhat";
import { RuleWhom } from "./RuleWhom";
import { SaidBy } from "./SaidBy";

export interface RuleFormProps {
  of: Rule | undefined;
  templates: readonly Template[];
  close: () => void;
}

export function RuleForm({ of: rule, templates, close }: RuleFormProps) {
  const { t } = useTranslation("settings");
  const { run, isPending, problem } = useCommand();
  const [draft, setDraft] = useState(() => draftOf(rule));
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });

  const save = async ({ name = "", nameEn = "", condition = "" }: Values): Promise<void> => {
    const { event, delay, ...rest } = draft;
    const changed = {
      ...rest,
      name: name.trim(),
      nameEn: nameEn.trim(),
      condition: condition.trim(),
      delayMinutes: minutesOf(delay),
    };
    const call = () =>
      rule
        ? reply(
            api.PATCH("/v1/reminderRules/{reminder_rule_id}", {
              params: { path: { reminder_rule_id: rule.id }, header: ifMatch(rule) },
              body: changed,
            }),
          )
        : reply(api.POST("/v1/reminderRules", { body: { ...changed, event } satisfies RuleInput }));
    if (await run(call, { done: t("saved"), quiet: true })) close();
  };
  const parts = { draft, change, problem };
  return (
    <Form
      onSubmit={(values) => void save(values)}
      problem={problem}
      isPending={isPending}
      onCancel={close}
      columns="two"
    >
      <RuleWhat of={rule} templates={templates} {...parts} />
      <RuleWhom {...parts} />
      <RuleHow {...parts} />
      <SaidBy templates={templates} {...parts} />
    </Form>
  );
}
