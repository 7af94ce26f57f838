import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import type { EnumValue } from "../../../i18n/words";
import { Button } from "../../../ui/Button";
import { Select } from "../../../ui/choices";
import { NumberField, TextField } from "../../../ui/fields";
import { Drawer } from "../../../ui/overlays";
import { useOptions } from "../../../ui/useOptions";
import { SaveForm } from "../frame/SaveForm";
import { ConditionField, openingOf } from "./ConditionField";
import type { Rule, RuleInput } from "./queries";
import { Takers } from "./Takers";
import { Territories, type Territory } from "./Territories";
import { Trial } from "./Trial";

type Method = EnumValue<"AssignmentMethod">;

export interface RuleDrawerProps {
  /** null for a new one; undefined while it is closed. */
  of: Rule | null | undefined;
  all: readonly Rule[];
  close: () => void;
}

/** Which leads, among whom, how one of them is chosen. */
export function RuleDrawer({ of: rule, all, close }: RuleDrawerProps) {
  const { t } = useTranslation("settings");
  return (
    <Drawer
      title={rule?.name ?? t("assignment.new")}
      isOpen={rule !== undefined}
      onOpenChange={(isOpen) => {
        if (!isOpen) close();
      }}
      isWide
    >
      {(leave) => rule !== undefined && <Editor of={rule ?? undefined} all={all} close={leave} />}
    </Drawer>
  );
}

function Editor({ of: rule, all, close }: { of: Rule | undefined; all: readonly Rule[]; close: () => void }) {
  const { t } = useTranslation("settings");
  const methods = useOptions("AssignmentMethod");
  const [name, setName] = useState(rule?.name ?? "");
  const [condition, setCondition] = useState(() => openingOf(rule?.condition ?? ""));
  const [method, setMethod] = useState<Method>(rule?.method ?? "ASSIGNMENT_METHOD_ROUND_ROBIN");
  const [takers, setTakers] = useState({ personIds: rule?.personIds ?? [], teamIds: rule?.teamIds ?? [] });
  const [territories, setTerritories] = useState<Territory[]>(rule?.territories ?? []);
  const [most, setMost] = useState(rule?.mostOpenLeads ?? 0);
  const [tried, setTried] = useState<RuleInput[]>();

  const isByRegion = method === "ASSIGNMENT_METHOD_TERRITORY";
  const body: RuleInput = {
    name: name.trim(),
    condition: condition.written,
    method,
    ...(isByRegion
      ? {
          territories: territories.map((row) => ({ ...row, personIds: [...row.personIds], teamIds: [...row.teamIds] })),
        }
      : takers),
    mostOpenLeads: most,
  };
  const save = (): Promise<Rule> =>
    rule
      ? reply(
          api.PATCH("/v1/assignmentRules/{assignment_rule_id}", {
            params: { path: { assignment_rule_id: rule.id }, header: ifMatch(rule) },
            body,
          }),
        )
      : reply(api.POST("/v1/assignmentRules", { body }));
  // As if it were saved already: in its own place, or behind the others.
  const attempt = (): void => {
    const draft = { ...body, name: body.name || t("assignment.new") };
    const others = all.filter(({ archiveTime, disabled }) => !archiveTime && !disabled).map(inputOf);
    const at = all.findIndex(({ id }) => id === rule?.id);
    setTried(at < 0 ? [...others, draft] : others.map((each, place) => (place === at ? draft : each)));
  };
  return (
    <>
      <SaveForm save={save} close={close} aside={<Button onPress={attempt}>{t("assignment.try")}</Button>}>
        <TextField
          name="name"
          label={t("people.name")}
          value={name}
          onChange={setName}
          maxLength={100}
          isRequired
          autoFocus
        />
        <ConditionField {...condition} change={(clauses, written) => setCondition({ clauses, written })} />
        <Select
          name="method"
          label={t("assignment.method")}
          options={methods}
          selectedKey={method}
          onSelectionChange={(key) => setMethod(key as Method)}
        />
        {isByRegion ? (
          <Territories of={territories} change={setTerritories} />
        ) : (
          <Takers of={takers} change={setTakers} />
        )}
        <NumberField
          name="mostOpenLeads"
          label={t("assignment.most")}
          hint={t("assignment.mostHint")}
          minValue={0}
          value={most}
          onChange={setMost}
        />
      </SaveForm>
      {tried && <Trial of={tried} />}
    </>
  );
}

function inputOf({ name, condition, method, personIds, teamIds, territories, mostOpenLeads }: Rule): RuleInput {
  return { name, condition, method, personIds, teamIds, territories, mostOpenLeads };
}
