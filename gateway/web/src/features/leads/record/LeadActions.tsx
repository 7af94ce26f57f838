import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Neighbours } from "../../../parts/Neighbours";
import { Button, IconButton } from "../../../ui/Button";
import { Icon } from "../../../ui/Icon";
import { Menu } from "../../../ui/overlays";
import type { Doing } from "../acts/doing";
import { useActMenu } from "../acts/useActMenu";
import { allowed, type LeadAct, nextAct } from "../allowed";
import type { Tab } from "../search";
import type { Lead } from "../types";

/** Beside the solid one these are buttons of their own, where there is room. */
const OPEN: readonly LeadAct[] = ["log", "qualify", "convert"];

export interface LeadActionsProps {
  lead: Lead;
  list: Tab | undefined;
  onDo: (doing: Doing) => void;
}

/** What can be done with a lead: what comes next is the solid one. */
export function LeadActions({ lead, list = "mine", onDo }: LeadActionsProps) {
  const { t } = useTranslation("leads");
  const session = useSession();
  const main = nextAct(lead, allowed(lead, session));
  const acts = useActMenu(lead, onDo);
  const solid = acts.find(({ id }) => id === main);
  const open = acts.filter(({ id }) => id !== main && OPEN.some((act) => act === id));
  const rest = acts.filter((act) => act !== solid && !open.includes(act));
  return (
    <>
      <Neighbours list={`leads-${list}`} id={lead.id} />
      {rest.length > 0 && (
        <Menu
          acts={rest}
          aria-label={t("act.more")}
          trigger={
            <IconButton kind="plain" aria-label={t("act.more")}>
              <Icon name="more" />
            </IconButton>
          }
        />
      )}
      {open.map(({ id, name, act }) => (
        <Button key={id} onPress={act}>
          {name}
        </Button>
      ))}
      {solid && (
        <Button kind="main" onPress={solid.act}>
          {solid.name}
        </Button>
      )}
    </>
  );
}
