import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useCountedSegments } from "../../../parts/useCountedSegments";
import { Grid } from "../../../ui/grid/Grid";
import { Page } from "../../../ui/Page";
import { CLAIMED } from "../filters";
import type { Claim, Claimable } from "../types";
import { useTabs } from "../useTabs";
import { ClaimDialog } from "./ClaimDialog";
import { ClaimDrawer } from "./ClaimDrawer";
import { useClaimableColumns, useClaimableFilters } from "./useClaimableColumns";
import { useClaimColumns } from "./useClaimColumns";
import { useFinding } from "./useFinding";
import "./claims.css";

/** Money of unknown payers (认领到账): who knows something of it claims it, finance decides. */
export function ClaimsPage() {
  const { t } = useTranslation("receipts");
  const { may } = useSession();
  return (
    <Page
      title={t("tab.claims")}
      finding={useFinding()}
      note={t(may("receipt.claim") ? "claims.note" : "claims.noteFinance")}
      crumbs={[
        { name: t("receivables"), go: { to: "/receivables" } },
        { name: t("title"), go: { to: "/receipts" } },
      ]}
      tabs={useTabs()}
      tab="claims"
    >
      {may("receipt.claim") && <Pool />}
      {may("receipt_claim.read") && <Claims />}
    </Page>
  );
}

function Pool() {
  const { t } = useTranslation("receipts");
  const [chosen, choose] = useState<Claimable | null>(null);
  return (
    <section className="claims-part">
      <h2>{t("claims.pool")}</h2>
      <Grid
        name="claimableReceipts"
        path="/v1/claimableReceipts"
        items="claimableReceipts"
        state="own"
        fit="rows"
        columns={useClaimableColumns(choose)}
        filters={useClaimableFilters()}
        orderBy="received_date desc"
        onOpen={choose}
        rowName={({ number }) => number}
        empty={{ title: t("claims.pool"), text: t("claims.poolEmpty") }}
      />
      {chosen && <ClaimDialog of={chosen} onClose={() => choose(null)} />}
    </section>
  );
}

function Claims() {
  const { t } = useTranslation("receipts");
  const { may, reach } = useSession();
  const [opened, open] = useState<Claim | null>(null);
  const isOwn = reach("receipt_claim.read") === "REACH_OWN";
  // Who does not claim looks at the claims of a receipt side by side, on its page.
  const leads = !may("receipt.claim")
    ? { row: ({ receiptId }: Claim) => ({ to: "/receipts/$receiptId", params: { receiptId } }) }
    : { onOpen: open };
  return (
    <section className="claims-part">
      <h2>{t(isOwn ? "claims.mine" : "claims.all")}</h2>
      <Grid
        name="receiptClaims"
        path="/v1/receiptClaims"
        items="receiptClaims"
        state="own"
        fit="rows"
        columns={useClaimColumns()}
        segments={useCountedSegments("/v1/receiptClaims", CLAIMED, (id) => t(`claims.segment.${id}`))}
        orderBy="create_time desc"
        {...leads}
        rowName={({ number }) => number}
        empty={{ title: t("claims.all"), text: t("claims.empty") }}
      />
      {opened && <ClaimDrawer id={opened.id} onClose={() => open(null)} />}
    </section>
  );
}
