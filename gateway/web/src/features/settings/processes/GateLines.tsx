import { useTranslation } from "react-i18next";
import type { components } from "../../../api/generated/openapi";
import { Button, IconButton } from "../../../ui/Button";
import { TextField } from "../../../ui/fields";
import { Icon } from "../../../ui/Icon";

type Criterion = components["schemas"]["pipeline.GateCriterionInput"];

export interface GateLinesProps {
  of: readonly Criterion[];
  change: (gate: Criterion[]) => void;
  /** What a part of the stage is called in what is sent. */
  field: (name: string) => string;
}

/** What must hold before the stage may be entered; all of it. */
export function GateLines({ of: gate, change, field }: GateLinesProps) {
  const { t } = useTranslation("settings");
  const set = (at: number, part: Partial<Criterion>): void =>
    change(gate.map((each, place) => (place === at ? { ...each, ...part } : each)));
  return (
    <fieldset className="process-lines whole">
      <legend className="field-label">{t("processes.gate")}</legend>
      {gate.map((criterion, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition is told apart by its place alone
        <div key={at} className="process-line">
          <TextField
            name={field(`gate.${at}.expression`)}
            label={t("processes.expression")}
            value={criterion.expression}
            onChange={(expression) => set(at, { expression })}
            isRequired
          />
          <TextField
            name={field(`gate.${at}.missing`)}
            label={t("processes.missing")}
            value={criterion.missing}
            onChange={(missing) => set(at, { missing })}
            isRequired
          />
          <TextField
            name={field(`gate.${at}.missingEn`)}
            label={t("processes.missingEn")}
            value={criterion.missingEn ?? ""}
            onChange={(missingEn) => set(at, { missingEn })}
          />
          <IconButton
            aria-label={t("processes.removeGate")}
            onPress={() => change(gate.filter((_, place) => place !== at))}
          >
            <Icon name="close" />
          </IconButton>
        </div>
      ))}
      <Button kind="plain" onPress={() => change([...gate, { expression: "", missing: "", missingEn: "" }])}>
        <Icon name="plus" />
        {t("processes.addGate")}
      </Button>
    </fieldset>
  );
}
