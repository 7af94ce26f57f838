import { ToggleButton } from "react-aria-components/ToggleButton";
import { useTranslation } from "react-i18next";
import { useWords } from "../../i18n/words";
import { LAYERS, type PathSearch } from "./search";

export interface ChoicesProps {
  search: PathSearch;
  currencies: readonly string[];
  currency: string;
  set: (change: PathSearch) => void;
}

/** What the bars measure, of which money, in which currency: amounts of several are never added. */
export function Choices({ search, currencies, currency, set }: ChoicesProps) {
  const { t } = useTranslation("path");
  const word = useWords();
  const layer = search.layer ?? "PAYMENT_LAYER_NORMAL";
  return (
    <>
      <Group
        label={t("layer")}
        of={LAYERS.map((id) => ({ id, name: word("PaymentLayer", id) }))}
        chosen={layer}
        onChoose={(id) =>
          set({
            layer: LAYERS.find((each) => each === id && each !== "PAYMENT_LAYER_NORMAL"),
            step: undefined,
            owner: undefined,
          })
        }
      />
      {currencies.length > 1 && (
        <Group
          label={t("currency")}
          of={currencies.map((id) => ({ id, name: id }))}
          chosen={currency}
          onChoose={(id) => set({ currency: id, step: undefined, owner: undefined })}
        />
      )}
      <Group
        label={t("by")}
        of={[
          { id: "amount", name: t("byAmount") },
          { id: "days", name: t("byDays") },
        ]}
        chosen={search.by ?? "amount"}
        onChoose={(id) => set({ by: id === "days" ? "days" : undefined })}
      />
    </>
  );
}

interface GroupProps {
  label: string;
  of: readonly { id: string; name: string }[];
  chosen: string;
  onChoose: (id: string) => void;
}

function Group({ label, of, chosen, onChoose }: GroupProps) {
  return (
    <fieldset className="path-choices" aria-label={label}>
      {of.map(({ id, name }) => (
        <ToggleButton key={id} className="path-choice" isSelected={id === chosen} onChange={() => onChoose(id)}>
          {name}
        </ToggleButton>
      ))}
    </fieldset>
  );
}
