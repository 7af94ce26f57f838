import { ToggleButton } from "react-aria-components/ToggleButton";
import { useTranslation } from "react-i18next";
import type { Segment } from "./types";

/** Filters that are one click away; one of them at most is on. */
export function Segments({
  of,
  filter,
  onChange,
}: {
  of: readonly Segment[];
  filter: string;
  onChange: (filter: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <fieldset className="segments" aria-label={t("grid.segments")}>
      {of.map(({ id, name, filter: own, count, tone }) => (
        <ToggleButton
          key={id}
          className={["segment-chip", tone].filter(Boolean).join(" ")}
          isSelected={filter === own}
          onChange={(isOn) => onChange(isOn ? own : "")}
        >
          {name}
          {count !== undefined && <b>{count}</b>}
        </ToggleButton>
      ))}
    </fieldset>
  );
}
