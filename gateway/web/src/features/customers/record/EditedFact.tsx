import type { ReactNode } from "react";
import type { Problem } from "../../../api/problem";
import { useSession } from "../../../app/session";
import { InPlace } from "../../../parts/InPlace";
import type { Values } from "../../../ui/formValues";
import type { Account, AccountPatch } from "../types";
import { useCustomerActs } from "../useCustomerActs";

export interface FactsOf {
  change: (body: AccountPatch) => Promise<Account | undefined>;
  isPending: boolean;
  problem: Problem | undefined;
  isReadOnly: boolean;
}

/** What the facts of a customer need to be changed. */
export function useFacts(account: Account): FactsOf {
  const { may } = useSession();
  const { change, isPending, problem } = useCustomerActs(account, { quiet: true });
  return { change, isPending, problem, isReadOnly: !may("account.update") || Boolean(account.archiveTime) };
}

interface EditedFactProps extends FactsOf {
  label: string;
  /** The body that makes it what the field says. */
  patch: (values: Values) => AccountPatch;
  field: ReactNode;
  children: ReactNode;
}

/** A fact that is changed where it stands. */
export function EditedFact({ change, patch, ...props }: EditedFactProps) {
  return <InPlace {...props} onSave={(values) => change(patch(values))} />;
}
