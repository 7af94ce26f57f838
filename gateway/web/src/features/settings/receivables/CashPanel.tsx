import { useTranslation } from "react-i18next";
import { Checkbox, Select } from "../../../ui/choices";
import { NumberField } from "../../../ui/fields";
import { useOptions } from "../../../ui/useOptions";
import { EditPanel } from "./EditPanel";
import { type Settings, save } from "./settings";

/** How far money of bank statements is applied by itself, and whether claims wait for invoices. */
export function CashPanel({ of: settings }: { of: Settings }) {
  const { t } = useTranslation("settings");
  const modes = useOptions("CashMode");
  const { cashMode, cashConfidence, waitsForInvoices } = settings;
  return (
    <EditPanel
      title={t("books.cash.title")}
      note={t("books.cash.note")}
      facts={[
        { name: t("books.cash.mode"), value: modes.find(({ id }) => id === cashMode)?.name ?? "" },
        { name: t("books.cash.confidence"), value: `${cashConfidence} %` },
        { name: t("books.cash.invoices"), value: t(waitsForInvoices ? "books.cash.waits" : "books.cash.waitsNot") },
      ]}
      save={(values) =>
        save(settings, {
          cashMode: modes.find(({ id }) => id === values.cashMode)?.id as Settings["cashMode"],
          cashConfidence: Number(values.cashConfidence),
          waitsForInvoices: "waitsForInvoices" in values,
        })
      }
    >
      <Select name="cashMode" label={t("books.cash.mode")} options={modes} defaultSelectedKey={cashMode} />
      <NumberField
        name="cashConfidence"
        label={t("books.cash.confidence")}
        hint={t("books.cash.confidenceHint")}
        defaultValue={cashConfidence}
        minValue={1}
        maxValue={100}
      />
      <Checkbox name="waitsForInvoices" defaultSelected={waitsForInvoices}>
        {t("books.cash.waits")}
      </Checkbox>
    </EditPanel>
  );
}
