import type { ComponentType } from "react";
import type { Section } from "../search";
import type { Account } from "../types";
import { BillingPanel } from "./BillingPanel";
import { CarePanel } from "./CarePanel";
import { ContractsPanel } from "./ContractsPanel";
import { CreditPanel } from "./CreditPanel";
import { ContactsPanel } from "./contacts/ContactsPanel";
import { DealsPanel } from "./DealsPanel";
import { FactsPanel } from "./FactsPanel";
import { FilesPanel } from "./FilesPanel";
import { KeyFigures } from "./KeyFigures";
import { MoneyPanel } from "./MoneyPanel";
import { NeedsPanel } from "./NeedsPanel";
import { QuestionsPanel } from "./QuestionsPanel";
import { QuietPanel } from "./QuietPanel";
import { RewardsPanel } from "./RewardsPanel";
import { ScorePanel } from "./ScorePanel";
import { StoryPanel } from "./StoryPanel";
import { TeamPanel } from "./TeamPanel";
import { TodosPanel } from "./TodosPanel";

export interface PartProps {
  account: Account;
  /** Writes down a follow-up. */
  onLog: () => void;
  /** Opens an instalment beside the page. */
  onOpen: (instalmentId: string) => void;
}

type Part = readonly [name: string, part: ComponentType<PartProps>];

const PARTS = {
  figures: KeyFigures,
  todos: TodosPanel,
  story: StoryPanel,
  contacts: ContactsPanel,
  deals: DealsPanel,
  contracts: ContractsPanel,
  money: MoneyPanel,
  credit: CreditPanel,
  facts: FactsPanel,
  needs: NeedsPanel,
  billing: BillingPanel,
  score: ScorePanel,
  questions: QuestionsPanel,
  team: TeamPanel,
  care: CarePanel,
  quiet: QuietPanel,
  files: FilesPanel,
  rewards: RewardsPanel,
} as const;

const parts = (...names: (keyof typeof PARTS)[]): readonly Part[] => names.map((name) => [name, PARTS[name]]);

/** Where each part stands on a desk. */
export const SIDES = {
  top: parts("figures"),
  main: parts("todos", "money", "credit", "story", "deals", "contracts", "files", "rewards"),
  side: parts("contacts", "needs", "facts", "score", "questions", "team", "billing", "care", "quiet"),
};

/** On which section of a phone. */
export const SECTION_PARTS: Readonly<Record<Section, readonly Part[]>> = {
  story: parts("figures", "todos", "story"),
  people: parts("contacts", "care", "quiet", "team"),
  business: parts("money", "credit", "deals", "contracts", "rewards", "files"),
  facts: parts("needs", "facts", "score", "questions", "billing"),
};
