import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import type { IconName } from "../../../ui/Icon";
import type { Act } from "../../../ui/overlays";
import { allowed, type LeadAct } from "../allowed";
import type { Lead } from "../types";
import { useLeadActs } from "../useLeadActs";
import type { Doing } from "./doing";

const ICONS: Readonly<Record<LeadAct, IconName>> = {
  claim: "check",
  accept: "check",
  log: "edit",
  contact: "phone",
  qualify: "star",
  convert: "next",
  assign: "person",
  return: "undo",
  release: "out",
  disqualify: "close",
  archive: "archive",
  restore: "undo",
};

const ASKS = new Set<LeadAct>(["log", "contact", "convert", "assign", "return", "release", "disqualify"]);

/** What can be done with a lead, by name; what asks something first is handed to `onDo`. */
export function useActMenu(lead: Lead, onDo: (doing: Doing) => void, but?: LeadAct): Act[] {
  const { t } = useTranslation("leads");
  const session = useSession();
  const acts = useLeadActs();
  return allowed(lead, session)
    .filter((act) => act !== but)
    .map((act) => ({
      id: act,
      name: t(`act.${act}`),
      icon: ICONS[act],
      act: () => {
        if (ASKS.has(act)) onDo({ act: act as Doing["act"], lead });
        else if (act === "claim" || act === "accept" || act === "qualify" || act === "archive" || act === "restore")
          void acts[act](lead);
      },
    }));
}
