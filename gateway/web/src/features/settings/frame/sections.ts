import type { Session } from "../../../app/session";
import type { IconName } from "../../../ui/Icon";

export interface Section {
  id: string;
  to: string;
  icon: IconName;
  /** One of them is enough. Who looks over the company may see how it is set up, too. */
  permissions: readonly string[];
}

const AUDIT = "audit.read";

/** What can be set up, in the order in which companies come to it. */
const SECTIONS: readonly Section[] = [
  { id: "people", to: "/settings/people", icon: "people", permissions: ["user.read"] },
  { id: "transfers", to: "/settings/transfers", icon: "share", permissions: ["transfer.read"] },
  { id: "roles", to: "/settings/roles", icon: "lock", permissions: ["role.update", AUDIT] },
  { id: "processes", to: "/settings/processes", icon: "path", permissions: ["sales_process.manage", AUDIT] },
  { id: "assignment", to: "/settings/assignment", icon: "filter", permissions: ["assignment_rule.read"] },
  { id: "reminders", to: "/settings/reminders", icon: "bell", permissions: ["reminder_rule.manage", AUDIT] },
  { id: "sources", to: "/settings/sources", icon: "flag", permissions: ["source.update", AUDIT] },
  { id: "campaigns", to: "/settings/campaigns", icon: "chart", permissions: ["campaign.update", AUDIT] },
  { id: "products", to: "/settings/products", icon: "tag", permissions: ["product.read"] },
  { id: "banks", to: "/settings/banks", icon: "money", permissions: ["bank_account.read"] },
  { id: "rates", to: "/settings/rates", icon: "chart", permissions: ["exchange_rate.read"] },
  {
    id: "receivables",
    to: "/settings/receivables",
    icon: "check",
    permissions: ["receivable_settings.update", "adjustment.approve", AUDIT],
  },
  { id: "audit", to: "/settings/audit", icon: "eye", permissions: [AUDIT] },
];

export function sectionsFor({ may }: Pick<Session, "may">, exists: (to: string) => boolean): Section[] {
  return SECTIONS.filter(({ to, permissions }) => exists(to) && permissions.some(may));
}
