import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import type { PageTab } from "../../ui/Page";
import { PROPOSED } from "./filters";
import { useAskedCount, useClaimCount, useProposalCount, useTwinCount } from "./queries";

/** The parts of money that came, as far as this person has a use for them. */
export function useTabs(): PageTab[] {
  const { t } = useTranslation("receipts");
  const { may } = useSession();
  const mayDecide = may("cash_proposal.read");
  const open = useProposalCount(PROPOSED.open, mayDecide);
  const mayRead = may("receipt_claim.read");
  const claims = useClaimCount(mayRead);
  const twins = useTwinCount(may("bank_statement.read"));
  const asked = useAskedCount(may("payer_alias.read"));
  const tabs: (PageTab & { isShown: boolean })[] = [
    { id: "receipts", name: t("tab.receipts"), go: { to: "/receipts" }, isShown: may("receipt.read") },
    {
      id: "proposals",
      name: t("tab.proposals"),
      count: open?.count || undefined,
      go: { to: "/receipts/proposals" },
      isShown: mayDecide,
    },
    {
      id: "claims",
      name: t("tab.claims"),
      count: claims?.count || undefined,
      go: { to: "/receipts/claims" },
      isShown: mayRead || may("receipt.claim"),
    },
    {
      id: "statements",
      name: t("tab.statements"),
      count: twins?.count || undefined,
      go: { to: "/receipts/statements" },
      isShown: may("bank_statement.read"),
    },
    { id: "bills", name: t("tab.bills"), go: { to: "/receipts/bills" }, isShown: may("bill.read") },
    {
      id: "payers",
      name: t("tab.payers"),
      count: asked?.count || undefined,
      go: { to: "/receipts/payers" },
      isShown: may("payer_alias.read"),
    },
  ];
  return tabs.filter(({ isShown }) => isShown);
}
