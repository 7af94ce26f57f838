import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { Failure } from "../../../ui/Failure";
import { Page } from "../../../ui/Page";
import { DateText, Skeleton } from "../../../ui/shown";
import { useImport } from "../queries";
import { StateBadge } from "../StateBadge";
import { isOpen, isRunning } from "../steps";
import type { Import } from "../types";
import { ImportActions } from "./ImportActions";
import { MapPanel } from "./MapPanel";
import { ProgressPanel } from "./ProgressPanel";
import { ResultFigures } from "./ResultFigures";
import { RowsPanel } from "./RowsPanel";
import { useHeadline } from "./useHeadline";
import "../imports.css";

const route = getRouteApi("/shell/import/$importId");

/** One file on its way into records. */
export function ImportPage() {
  const { importId } = route.useParams();
  const { t } = useTranslation("imports");
  const { data, error, refetch } = useImport(importId);
  if (data) return <Record key={data.id} of={data} />;
  return (
    <Page title={t("one")} crumbs={[{ name: t("title"), go: { to: "/import" } }]} {...(!error && { finding: null })}>
      {error ? <Failure of={error} retry={() => void refetch()} /> : <Skeleton lines={10} />}
    </Page>
  );
}

function Record({ of }: { of: Import }) {
  const { t } = useTranslation("imports");
  const word = useWords();
  const { zone, me } = useSession();
  const headline = useHeadline(of);
  const isMine = of.personId === me.id;
  const isMapped = of.state !== "IMPORT_STATE_UPLOADED" && of.state !== "IMPORT_STATE_CHECKING";
  return (
    <Page
      title={of.fileName}
      finding={headline}
      crumbs={[{ name: t("title"), go: { to: "/import" } }]}
      badges={<StateBadge of={of} />}
      note={
        <span className="import-note">
          <span>{word("list", of.resource)}</span>
          {of.sheet && <span>{of.sheet}</span>}
          {of.createTime && <DateText of={of.createTime} zone={zone} />}
          {of.expireTime && of.state !== "IMPORT_STATE_EXPIRED" && (
            <span>
              {t("head.expires")} <DateText of={of.expireTime} zone={zone} />
            </span>
          )}
        </span>
      }
      actions={isMine && <ImportActions of={of} />}
    >
      {isRunning(of) && <ProgressPanel of={of} mayCancel={isMine} />}
      {isMapped && <ResultFigures of={of} />}
      {isOpen(of) && of.state === "IMPORT_STATE_UPLOADED" && isMine && <MapPanel key={of.etag} of={of} />}
      {isMapped && !isRunning(of) && of.state !== "IMPORT_STATE_EXPIRED" && <RowsPanel key={of.state} of={of} />}
    </Page>
  );
}
