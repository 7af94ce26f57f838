import type { LifeAct } from "../life";
import type { Contract, Milestone } from "../types";
import { ReachDialog } from "./ReachDialog";
import { RescheduleDialog } from "./RescheduleDialog";
import { StepDialog } from "./StepDialog";
import { TerminateDialog } from "./TerminateDialog";
import "./acts.css";

/** What somebody is about to do with a contract. */
export type Doing = { act: LifeAct } | { act: "terminate" } | { act: "reach" | "reschedule"; milestone: Milestone };

/** The dialog of what is being done; one at a time. */
export function ContractDialogs({
  contract,
  doing,
  onClose,
}: {
  contract: Contract;
  doing: Doing | null;
  onClose: () => void;
}) {
  if (!doing) return null;
  const props = { contract, onClose };
  switch (doing.act) {
    case "terminate":
      return <TerminateDialog {...props} />;
    case "reach":
      return <ReachDialog {...props} milestone={doing.milestone} />;
    case "reschedule":
      return <RescheduleDialog {...props} milestone={doing.milestone} />;
    default:
      return <StepDialog {...props} act={doing.act} />;
  }
}
