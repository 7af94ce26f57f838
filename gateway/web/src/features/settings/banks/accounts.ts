import type { BankAccount, LegalEntity } from "../../../parts/legalEntities";
import { NEW } from "../frame/catalogue";

/** An account, or one that is yet to be, with the company of ours that has it. */
export interface Opened {
  entity: LegalEntity;
  account: BankAccount | undefined;
}

/** In the address: one that is yet to be names the company that will have it. */
export function newIn(entity: LegalEntity): string {
  return `${NEW}.${entity.id}`;
}

export function openedBy(address: string | undefined, entities: readonly LegalEntity[]): Opened | undefined {
  if (!address) return undefined;
  for (const entity of entities) {
    if (address === newIn(entity)) return { entity, account: undefined };
    const account = entity.bankAccounts.find(({ id }) => id === address);
    if (account) return { entity, account };
  }
  return undefined;
}
