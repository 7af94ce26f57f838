import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Checkbox, Select } from "../../../ui/choices";
import { Failure } from "../../../ui/Failure";
import { TextField } from "../../../ui/fields";
import { Panel } from "../../../ui/Panel";
import { Badge, Skeleton } from "../../../ui/shown";
import { useCurrencies } from "../../../ui/useCurrencies";
import { useOptions } from "../../../ui/useOptions";
import { useFields, useSamples } from "../queries";
import { type Import, isResource, type Plan, type Resource } from "../types";
import { useImportActs } from "../useImportActs";
import { ColumnLine } from "./ColumnLine";
import { Defaults } from "./Defaults";
import { columnsOf, hasAmounts, missingFields, SKIPPED, saidOf } from "./mapping";
import "../../../ui/form.css";

/** Which column becomes which field, proposed and remembered; then every row is checked. */
export function MapPanel({ of }: { of: Import }) {
  const fields = useFields(isResource(of.resource) ? of.resource : "leads");
  if (!fields || !of.plan) return <Skeleton lines={10} />;
  return <MapForm of={of} plan={of.plan} resource={of.resource as Resource} />;
}

function MapForm({ of, plan, resource }: { of: Import; plan: Plan; resource: Resource }) {
  const { t } = useTranslation("imports");
  const { language, currency: own } = useSession();
  const currencies = useCurrencies(own);
  const fields = useFields(resource) ?? [];
  const samples = useSamples(of.id).data?.importRows;
  const duplicatesOf = useOptions("ImportDuplicates");
  const { check, isPending, problem } = useImportActs({ quiet: true });
  const [chosen, setChosen] = useState(() => new Map(plan.columns.map(({ header, field }) => [header, field])));
  const [duplicates, setDuplicates] = useState(plan.duplicates);
  const [historical, setHistorical] = useState(plan.historical);
  const [defaults, setDefaults] = useState(plan.defaults);
  const [currency, setCurrency] = useState(plan.currency || own);
  const [keyHeader, setKeyHeader] = useState(plan.keyHeader);
  const [keySystem, setKeySystem] = useState(plan.keySystem);
  const missing = missingFields(fields, [...chosen.values()], saidOf(defaults));
  const choose = (header: string, field: string): void => {
    setChosen((before) => new Map(before).set(header, field));
  };
  const keys = [{ id: SKIPPED, name: t("map.noKey") }, ...of.headers.map((header) => ({ id: header, name: header }))];
  const send = (): void => {
    const key = keyHeader ? { keyHeader, keySystem: keySystem.trim() } : { keyHeader: "", keySystem: "" };
    const columns = columnsOf(of.headers, chosen);
    void check(of, { columns, defaults: saidOf(defaults), duplicates, historical, currency, ...key });
  };
  return (
    <Panel title={t("map.title")} note={of.planRemembered && <Badge tone="info">{t("map.remembered")}</Badge>} isFlush>
      <ul className="import-columns">
        {of.headers.map((header, at) => (
          <ColumnLine
            key={header}
            header={header}
            examples={samples?.map(({ cells }) => cells[at] ?? "").filter(Boolean) ?? []}
            fields={fields}
            taken={[...chosen.entries()].flatMap(([of, field]) => (of !== header && field ? [field] : []))}
            field={chosen.get(header) ?? ""}
            historical={historical}
            language={language}
            onChange={(field) => choose(header, field)}
          />
        ))}
      </ul>
      <Defaults
        of={defaults}
        fields={fields.filter(({ historicalOnly }) => historical || !historicalOnly)}
        onChange={setDefaults}
      />
      <div className="import-options form-fields two">
        <Select
          label={t("map.duplicates")}
          options={duplicatesOf}
          selectedKey={duplicates === "IMPORT_DUPLICATES_UNSPECIFIED" ? "IMPORT_DUPLICATES_SKIP" : duplicates}
          onSelectionChange={(key) => setDuplicates(key as Plan["duplicates"])}
        />
        <Select
          label={t("map.key")}
          hint={t("map.keyHint")}
          options={keys}
          selectedKey={keyHeader || SKIPPED}
          onSelectionChange={(key) => setKeyHeader(key === SKIPPED ? "" : String(key))}
        />
        {keyHeader && <TextField label={t("map.keySystem")} value={keySystem} onChange={setKeySystem} isRequired />}
        {hasAmounts(fields, [...chosen.values()]) && (
          <Select
            label={t("map.currency")}
            hint={t("map.currencyHint")}
            options={currencies}
            selectedKey={currency}
            onSelectionChange={(key) => setCurrency(String(key))}
          />
        )}
        <Checkbox isSelected={historical} onChange={setHistorical}>
          {t("map.historical")}
        </Checkbox>
        {missing.length > 0 && (
          <p className="whole import-missing" role="status">
            {t("map.missing", { fields: missing.map(({ labels }) => labels[language]).join(t("and")) })}
          </p>
        )}
        {problem && (
          <div className="whole">
            <Failure of={problem} isSmall />
          </div>
        )}
        <div className="whole form-foot">
          <span className="form-aside">{t("map.dry")}</span>
          <Button kind="main" onPress={send} isPending={isPending} isDisabled={missing.length > 0}>
            {t("act.check")}
          </Button>
        </div>
      </div>
    </Panel>
  );
}
