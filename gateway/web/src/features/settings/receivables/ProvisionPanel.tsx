import { useTranslation } from "react-i18next";
import { TextField } from "../../../ui/fields";
import { EditPanel } from "./EditPanel";
import { type Settings, save } from "./settings";

/** Where lines begin for who has none yet: not overdue, then the days from which one usually counts. */
const USUAL = [0, 1, 31, 91, 181, 366];

/** What is set aside for what may not come, in per cent by how long it is overdue. */
export function ProvisionPanel({ of: settings }: { of: Settings }) {
  const { t } = useTranslation("settings");
  const rates = settings.provisionRates;
  const days = [...new Set([...USUAL, ...rates.map(({ fromDays }) => fromDays)])].sort((one, other) => one - other);
  const name = (from: number) => (from === 0 ? t("books.provision.notOverdue") : t("books.provision.from", { from }));
  return (
    <EditPanel
      title={t("books.provision.title")}
      note={t("books.provision.note")}
      facts={rates.map(({ fromDays, rate }) => ({ id: String(fromDays), name: name(fromDays), value: `${rate}%` }))}
      save={(values) =>
        save(settings, {
          provisionRates: days.flatMap((fromDays) => {
            const rate = values[`from${fromDays}`]?.trim();
            return rate ? [{ fromDays, rate }] : [];
          }),
        })
      }
    >
      {days.map((from, at) => (
        <TextField
          key={from}
          name={`from${from}`}
          label={`${name(from)} (%)`}
          inputMode="decimal"
          defaultValue={rates.find(({ fromDays }) => fromDays === from)?.rate ?? ""}
          {...(at === days.length - 1 && { hint: t("books.provision.hint") })}
        />
      ))}
    </EditPanel>
  );
}
