import type { IconName } from "../../ui/Icon";
import type { Tone } from "../../ui/shown";

/** Which facts are shown together. */
const STORY_GROUPS = {
  talks: ["InteractionLogged"],
  deals: ["OpportunityOpened", "StageEntered", "OpportunityWon", "OpportunityLost"],
  money: [
    "ContractEffective",
    "ContractTerminated",
    "InstalmentClaimable",
    "InstalmentOverdue",
    "InstalmentSettled",
    "ReceiptRecorded",
  ],
  origin: [
    "LeadCaptured",
    "LeadAssigned",
    "LeadFollowedUp",
    "LeadPooled",
    "LeadClaimed",
    "LeadReturned",
    "LeadQualified",
    "LeadConverted",
    "TouchRecorded",
  ],
  owners: ["AccountAssigned", "AccountPooled", "AccountClaimed"],
} as const;

export type StoryGroup = keyof typeof STORY_GROUPS;
export const GROUPS = Object.keys(STORY_GROUPS) as StoryGroup[];
const KINDS: ReadonlySet<string> = new Set(Object.values(STORY_GROUPS).flat());

export function groupOf(text: string | undefined): StoryGroup | undefined {
  return GROUPS.find((group) => group === text);
}

export function storyFilter(group: StoryGroup | undefined): string {
  if (!group) return "";
  const any = STORY_GROUPS[group].map((kind) => `kind = "${kind}"`);
  return any.length > 1 ? `(${any.join(" OR ")})` : (any[0] ?? "");
}

/** Whether there are words for it; a newer server may tell of more. */
export function isTold(kind: string): boolean {
  return KINDS.has(kind);
}

interface Look {
  icon: IconName;
  tone?: Tone;
}

const LOOKS: Readonly<Record<string, Look>> = {
  OpportunityOpened: { icon: "deals", tone: "on" },
  StageEntered: { icon: "next" },
  OpportunityWon: { icon: "star", tone: "good" },
  OpportunityLost: { icon: "close" },
  ContractEffective: { icon: "contract", tone: "on" },
  ContractTerminated: { icon: "contract", tone: "warn" },
  InstalmentClaimable: { icon: "money", tone: "info" },
  InstalmentOverdue: { icon: "warning", tone: "late" },
  InstalmentSettled: { icon: "check", tone: "good" },
  ReceiptRecorded: { icon: "money", tone: "good" },
  AccountAssigned: { icon: "people" },
  AccountPooled: { icon: "out", tone: "warn" },
  AccountClaimed: { icon: "person" },
  TouchRecorded: { icon: "eye" },
  LeadConverted: { icon: "flag", tone: "on" },
};

const TALKS: Readonly<Record<string, IconName>> = {
  call: "phone",
  visit: "visit",
  meeting: "meeting",
  mail: "mail",
  wechat: "chat",
  message: "chat",
};

export function lookOf(kind: string, type: string | undefined): Look {
  if (kind === "InteractionLogged") return { icon: TALKS[type ?? ""] ?? "chat" };
  return LOOKS[kind] ?? { icon: "flag" };
}

const PAGES: Readonly<Record<string, string>> = {
  opportunity: "/deals",
  contract: "/contracts",
  lead: "/leads",
  receipt: "/receipts",
};

/** Where the record is that it is about. */
export function placeOfEntry(type: string, id: string): string | undefined {
  const page = PAGES[type];
  return page && `${page}/${id}`;
}

/** "686000.00 CNY", as facts carry amounts. */
export function amountIn(text: string | undefined): { amount: string; currencyCode: string } | undefined {
  const found = /^(-?\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(text ?? "");
  return found?.[1] && found[2] ? { amount: found[1], currencyCode: found[2] } : undefined;
}
