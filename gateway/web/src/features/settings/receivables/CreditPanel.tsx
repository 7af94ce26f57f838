import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { NumberField } from "../../../ui/fields";
import { MoneyField } from "../../../ui/MoneyField";
import { Money } from "../../../ui/shown";
import { EditPanel } from "./EditPanel";
import { type Settings, save } from "./settings";

/** From when on a credit limit counts as nearly used up, and beyond how much an executive confirms one. */
export function CreditPanel({ of: settings }: { of: Settings }) {
  const { t } = useTranslation("settings");
  const { currency } = useSession();
  const { creditNearPercent, creditConfirmations: limits } = settings;
  const currencies = [...new Set([currency, ...limits.map(({ currencyCode }) => currencyCode)])];
  const name = (code: string) => t("books.credit.confirmed", { currency: code });
  return (
    <EditPanel
      title={t("books.credit.title")}
      note={t("books.credit.note")}
      facts={[
        { name: t("books.credit.near"), value: `${creditNearPercent}%` },
        ...limits.map((limit) => ({
          name: name(limit.currencyCode),
          value: <Money of={limit} precision="short" />,
        })),
      ]}
      save={(values) =>
        save(settings, {
          creditNearPercent: Number(values.creditNearPercent),
          creditConfirmations: currencies.flatMap((currencyCode) => {
            const amount = values[currencyCode];
            return amount ? [{ currencyCode, amount }] : [];
          }),
        })
      }
    >
      <NumberField
        name="creditNearPercent"
        label={t("books.credit.near")}
        hint={t("books.credit.nearHint")}
        defaultValue={creditNearPercent}
        minValue={1}
        maxValue={100}
      />
      {currencies.map((code, at) => (
        <MoneyField
          key={code}
          name={code}
          label={name(code)}
          currencyCode={code}
          defaultValue={limits.find(({ currencyCode }) => currencyCode === code)?.amount ?? ""}
          {...(at === currencies.length - 1 && { hint: t("books.credit.none") })}
        />
      ))}
    </EditPanel>
  );
}
