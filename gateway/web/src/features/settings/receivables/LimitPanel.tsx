import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { MoneyField } from "../../../ui/MoneyField";
import { Money } from "../../../ui/shown";
import { EditPanel } from "./EditPanel";
import { type Kind, type Settings, save } from "./settings";

/** Up to how much one person decides, per currency. One without an amount has no limit to stay within: somebody else always decides. */
export function LimitPanel({ of: settings, kind }: { of: Settings; kind: Kind }) {
  const { t } = useTranslation("settings");
  const { currency } = useSession();
  const limits = settings.adjustmentLimits?.[kind] ?? [];
  const currencies = [...new Set([currency, ...limits.map(({ currencyCode }) => currencyCode)])];
  return (
    <EditPanel
      title={t(`books.limits.${kind}.title`)}
      note={t(`books.limits.${kind}.note`)}
      facts={limits.map((limit) => ({ name: limit.currencyCode, value: <Money of={limit} precision="short" /> }))}
      save={(values) => {
        const said = currencies.flatMap((currencyCode) => {
          const amount = values[currencyCode];
          return amount ? [{ currencyCode, amount }] : [];
        });
        return save(settings, { adjustmentLimits: { [kind]: said } });
      }}
    >
      {currencies.map((code, index) => (
        <MoneyField
          key={code}
          name={code}
          label={code}
          currencyCode={code}
          defaultValue={limits.find(({ currencyCode }) => currencyCode === code)?.amount ?? ""}
          {...(index === currencies.length - 1 && { hint: t("books.limits.none") })}
        />
      ))}
    </EditPanel>
  );
}
