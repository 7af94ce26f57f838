import { useSession } from "../../../app/session";
import { isFollowed } from "../allowed";
import type { Lead, LeadPatch } from "../types";
import { useLeadActs } from "../useLeadActs";

/** For fields that are changed where they stand. */
export function useEdit(lead: Lead) {
  const { may } = useSession();
  const { change, isPending, problem } = useLeadActs({ quiet: true });
  return {
    edit: { isPending, problem, isReadOnly: !may("lead.update") || !isFollowed(lead) },
    save: (body: LeadPatch) => change(lead, body),
  };
}
