import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { Neighbours } from "../../../parts/Neighbours";
import { Page } from "../../../ui/Page";
import { usePeople } from "../../../ui/people";
import { Badge, DateText } from "../../../ui/shown";
import { SECTIONS, type Section } from "../search";
import type { Account } from "../types";
import { CustomerActions } from "./CustomerActions";
import { useHeadline } from "./useHeadline";

interface CustomerHeadProps {
  account: Account;
  onLog: () => void;
  /** Of a phone, which shows one at a time. */
  section?: Section;
  children: ReactNode;
}

/** The headline says what is owed or what is next; below it, who the customer is and whose. */
export function CustomerHead({ account, onLog, section, children }: CustomerHeadProps) {
  const { t } = useTranslation("customers");
  const finding = useHeadline(account);
  const tabs = SECTIONS.map((id) => ({
    id,
    name: t(`section.${id}`),
    go: { to: `/customers/${account.id}`, search: { section: id } },
  }));
  return (
    <Page
      title={account.name}
      finding={finding}
      crumbs={[{ name: t("title"), go: { to: "/customers" } }]}
      badges={<Marks of={account} />}
      note={<Words of={account} />}
      actions={
        <>
          <Neighbours list="customers" id={account.id} />
          <CustomerActions account={account} onLog={onLog} />
        </>
      }
      {...(section && { tabs, tab: section })}
    >
      {children}
    </Page>
  );
}

function Marks({ of }: { of: Account }) {
  const { t } = useTranslation("customers");
  const word = useWords();
  const hasSegment = of.rfmSegment && of.rfmSegment !== "RFM_SEGMENT_UNSPECIFIED";
  return (
    <>
      {of.tier && of.tier !== "TIER_UNSPECIFIED" && <Badge tone="on">{word("Tier", of.tier)}</Badge>}
      {hasSegment && <Badge>{word("RfmSegment", of.rfmSegment)}</Badge>}
      {of.tags.map((tag) => (
        <Badge key={tag}>{tag}</Badge>
      ))}
      {of.poolId && <Badge tone="info">{t("pool.marked")}</Badge>}
    </>
  );
}

function Words({ of }: { of: Account }) {
  const { t } = useTranslation("customers");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const owner = nameOf(of.ownerId);
  return (
    <span className="customer-words">
      {of.industry && <span>{of.industry}</span>}
      {of.region && <span>{of.region}</span>}
      <span>{owner ? t("head.owner", { name: owner }) : t("head.noOwner")}</span>
      <span>{of.number}</span>
      {of.poolDate && !of.poolId && (
        <Badge tone="warn">
          {t("head.poolsOn")} <DateText of={of.poolDate} zone={zone} />
        </Badge>
      )}
    </span>
  );
}
