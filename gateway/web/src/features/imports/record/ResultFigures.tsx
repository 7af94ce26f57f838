import { useTranslation } from "react-i18next";
import { Figures } from "../../../ui/Figures";
import type { Counts, Import } from "../types";

const CHECKED = ["ready", "warned", "duplicates", "rejected"] as const;
const WRITTEN = ["created", "updated", "merged", "refused"] as const;
const UNDONE = ["undone", "left"] as const;

/** What the rows came to: by the check, the writing, the taking back. */
export function ResultFigures({ of }: { of: Import }) {
  const { t, i18n } = useTranslation("imports");
  const { counts } = of;
  if (!counts) return null;
  const isUndone = counts.undone > 0 || counts.left > 0;
  const keys: readonly (keyof Counts)[] = [
    ...(of.commitTime ? WRITTEN : CHECKED),
    ...(of.commitTime ? (["duplicates", "rejected"] as const) : []),
    ...(isUndone ? UNDONE : []),
  ];
  return (
    <Figures
      label={t("figures.label")}
      of={keys.map((key) => ({
        id: key,
        name: t(`figures.${key}`),
        value: counts[key].toLocaleString(i18n.language),
        definition: t(`figures.${key}Why`),
      }))}
    />
  );
}
