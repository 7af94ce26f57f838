import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui/Button";
import { Icon, type IconName } from "../../../ui/Icon";
import { Menu } from "../../../ui/overlays";
import type { Act, Instalment } from "../types";
import { useAllowed } from "./allowed";

const ICONS: Readonly<Record<string, IconName>> = {
  promise: "chat",
  log: "edit",
  intent: "eye",
  dispute: "warning",
  collector: "person",
};

/** What may be done about a row, without opening it. */
export function RowActs({ of, onAct }: { of: Instalment; onAct: (act: Act) => void }) {
  const { t } = useTranslation("instalment");
  const kinds = useAllowed()(of);
  if (kinds.length === 0) return null;
  const acts = kinds.map((kind) => ({
    id: kind,
    name: t(`act.${kind}`),
    icon: ICONS[kind] ?? "more",
    act: () => onAct({ kind, of }),
  }));
  const name = `${of.contractNumber} ${of.name}`;
  return (
    <Menu
      aria-label={name}
      acts={acts}
      trigger={
        <IconButton aria-label={t("act.more", { name })}>
          <Icon name="more" />
        </IconButton>
      }
    />
  );
}
