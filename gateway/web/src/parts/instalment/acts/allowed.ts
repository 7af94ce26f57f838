import { useSession } from "../../../app/session";
import { has } from "../standing";
import type { Act, Instalment } from "../types";

type Plain = Exclude<
  Act["kind"],
  "resolve" | "withdraw" | "interrupt" | "withdrawInterruption" | "claimInterest" | "waiveAccrued"
>;

/** What this person may do about an instalment as it is now. */
export function useAllowed(): (of: Instalment) => Plain[] {
  const { may, me } = useSession();
  return (of) => {
    const isOwed = of.claimState === "CLAIM_STATE_CLAIMABLE";
    const isOpen = of.claimState !== "CLAIM_STATE_CLOSED";
    const mayAsk = may("adjustment.request") && of.ownerId !== me.id;
    const found: [Plain, boolean][] = [
      ["promise", isOwed && has(of.payable) && may("promise.create")],
      ["log", may("interaction.create")],
      ["intent", isOpen && may("intent.create")],
      ["dispute", isOwed && may("dispute.create")],
      ["writeOff", isOwed && mayAsk],
      ["rounding", isOwed && mayAsk],
      ["waive", isOwed && mayAsk && of.basis === "BASIS_LATE_INTEREST"],
      ["collector", isOpen && of.basis === "BASIS_CONTRACT" && may("contract.assign")],
    ];
    return found.flatMap(([kind, isAllowed]) => (isAllowed ? [kind] : []));
  };
}
