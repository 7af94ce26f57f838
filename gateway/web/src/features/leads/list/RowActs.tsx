import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { Menu } from "../../../ui/overlays";
import type { Doing } from "../acts/doing";
import { useActMenu } from "../acts/useActMenu";
import type { Lead } from "../types";

/** What may be done with a lead, without opening it. */
export function RowActs({ lead, onDo }: { lead: Lead; onDo: (doing: Doing) => void }) {
  const { t } = useTranslation("leads");
  const acts = useActMenu(lead, onDo);
  if (acts.length === 0) return null;
  const name = lead.companyName || lead.name;
  return (
    <Menu
      aria-label={name}
      acts={acts}
      trigger={
        <IconButton aria-label={t("act.of", { name })}>
          <Icon name="more" />
        </IconButton>
      }
    />
  );
}
