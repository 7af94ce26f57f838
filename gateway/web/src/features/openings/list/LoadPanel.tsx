import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { todayIn } from "../../../parts/days";
import { FileField } from "../../../parts/FileField";
import { useLegalEntities } from "../../../parts/legalEntities";
import { packed } from "../../../parts/packed";
import { Button } from "../../../ui/Button";
import { Select } from "../../../ui/choices";
import { DatePicker } from "../../../ui/dates";
import { Form } from "../../../ui/Form";
import type { Values } from "../../../ui/formValues";
import { MoneyField } from "../../../ui/MoneyField";
import { Panel } from "../../../ui/Panel";
import { useCurrencies } from "../../../ui/useCurrencies";
import { Sums } from "../Sums";
import type { OpeningBalance } from "../types";
import { Faults } from "./Faults";

const ACCEPTED = [".csv", ".xlsx"];

/** A file is checked as a whole and its sums are shown; only then it is handed to the person who confirms. */
export function LoadPanel() {
  const { t } = useTranslation("openings");
  const { zone, currency: own } = useSession();
  const navigate = useNavigate();
  const { options: entities } = useLegalEntities();
  const { run, isPending, problem } = useCommand();
  const [entity, setEntity] = useState("");
  const [currency, setCurrency] = useState(own);
  const [file, setFile] = useState<File>();
  const [isMissing, setMissing] = useState(false);
  const [asked, setAsked] = useState<Awaited<ReturnType<typeof body>>>();
  const [checked, setChecked] = useState<OpeningBalance>();
  const today = todayIn(zone);
  const check = async (values: Values): Promise<void> => {
    setMissing(!file);
    setChecked(undefined);
    if (!file) return;
    const wanted = await body(values, currency, file);
    setAsked(wanted);
    const call = () => reply(api.POST("/v1/openingBalances:load", { body: { ...wanted, validateOnly: true } }));
    setChecked(await run(call, { quiet: true }));
  };
  const load = async (): Promise<void> => {
    if (!asked) return;
    const made = await run(() => reply(api.POST("/v1/openingBalances:load", { body: asked })), {
      done: t("load.done"),
      quiet: true,
    });
    if (made) void navigate({ to: "/receivables/openings/$openingId", params: { openingId: made.id } });
  };
  return (
    <Panel title={t("load.title")} note={t("load.note")}>
      {problem && <Faults of={problem} />}
      <Form submit={t("load.check")} isPending={isPending} onSubmit={(values) => void check(values)} columns="two">
        <Select
          name="legalEntityId"
          label={t("field.entity")}
          options={entities}
          selectedKey={entity || entities[0]?.id || null}
          onSelectionChange={(key) => setEntity(String(key))}
          isRequired
        />
        <DatePicker name="cutOverDate" label={t("field.cutOver")} hint={t("load.cutOverHint")} to={today} isRequired />
        <Select
          label={t("field.currency")}
          options={useCurrencies(own)}
          selectedKey={currency}
          onSelectionChange={(key) => setCurrency(String(key))}
        />
        <FileField
          label={t("field.file")}
          value={file}
          onChange={setFile}
          hint={t("load.kinds")}
          isMissing={isMissing && !file}
          accept={ACCEPTED}
        />
        <MoneyField name="owed.amount" label={t("load.total")} hint={t("load.totalHint")} currencyCode={currency} />
        <MoneyField name="advances.amount" label={t("load.advanceTotal")} currencyCode={currency} />
      </Form>
      {checked && (
        <div className="openings-checked">
          <Sums of={checked} />
          <p className="panel-note">{t("load.agrees")}</p>
          <Button kind="main" isPending={isPending} onPress={() => void load()}>
            {t("load.do")}
          </Button>
        </div>
      )}
    </Panel>
  );
}

async function body(values: Values, currencyCode: string, file: File) {
  const total = (name: string) => (values[name] ? [{ currencyCode, amount: values[name] }] : []);
  return {
    legalEntityId: values.legalEntityId ?? "",
    cutOverDate: values.cutOverDate ?? "",
    currencyCode,
    checkTotals: total("owed.amount"),
    advanceCheckTotals: total("advances.amount"),
    fileName: file.name,
    content: await packed(file),
  };
}
