import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { Facts } from "../../../ui/Facts";
import { Failure } from "../../../ui/Failure";
import { Columns, Page } from "../../../ui/Page";
import { Panel } from "../../../ui/Panel";
import { usePeople } from "../../../ui/people";
import { Badge, DateText, Skeleton } from "../../../ui/shown";
import { useUp } from "../frame/useUp";
import { CheckList } from "./CheckList";
import { Items } from "./Items";
import { PreviewPanel } from "./PreviewPanel";
import { isChecking, type Transfer, usePreview, useTransfer } from "./queries";
import { TransferActs } from "./TransferActs";
import "./transfers.css";

/** One handover, from the draft to the signature. */
export function TransferPage() {
  const { t } = useTranslation("settings");
  const { transferId } = useParams({ strict: false });
  const up = useUp();
  const crumbs = [...up, { name: t("sections.transfers.name"), go: { to: "/settings/transfers" } }];
  const found = useTransfer(transferId ?? "");
  if (found.error || !found.data) {
    return (
      <Page title={t("sections.transfers.name")} crumbs={crumbs}>
        <Panel>
          {found.error ? <Failure of={found.error} retry={() => void found.refetch()} /> : <Skeleton lines={6} />}
        </Panel>
      </Page>
    );
  }
  return <Known of={found.data} crumbs={crumbs} />;
}

function Known({ of: transfer, crumbs }: { of: Transfer; crumbs: ReturnType<typeof useUp> }) {
  const { t } = useTranslation("settings");
  const word = useWords();
  const finding = useFinding(transfer);
  const isDraft = transfer.state === "TRANSFER_STATE_DRAFT";
  return (
    <Page
      title={transfer.number}
      crumbs={crumbs}
      finding={finding}
      badges={<Badge>{word("TransferState", transfer.state)}</Badge>}
      {...(transfer.trouble && { note: t("transfers.trouble", { trouble: transfer.trouble }) })}
      actions={<TransferActs of={transfer} />}
    >
      <Columns
        main={
          isDraft ? (
            <PreviewPanel of={transfer} />
          ) : (
            <>
              {transfer.checks.length > 0 && <CheckList of={transfer} />}
              <Items of={transfer} />
            </>
          )
        }
        side={<About of={transfer} />}
      />
    </Page>
  );
}

function useFinding(transfer: Transfer): string | null {
  const { t } = useTranslation("settings");
  const { nameOf } = usePeople();
  const isDraft = transfer.state === "TRANSFER_STATE_DRAFT";
  const { data: preview, isPending } = usePreview(transfer.id, isDraft);
  const values = { name: nameOf(transfer.fromId) ?? "", count: transfer.itemCount, done: transfer.doneCount };
  if (transfer.state === "TRANSFER_STATE_EXECUTED") {
    if (isChecking(transfer)) return t("transfers.finding.checking", values);
    return t(transfer.agreed ? "transfers.finding.agreed" : "transfers.finding.open", values);
  }
  if (transfer.state === "TRANSFER_STATE_EXECUTING") return t("transfers.finding.moving", values);
  if (transfer.state === "TRANSFER_STATE_UNDOING") return t("transfers.finding.undoing", values);
  if (isDraft && isPending) return null;
  if (isDraft && preview?.itemCount) {
    const found = { ...values, count: preview.itemCount, missing: preview.withoutSuccessor };
    return t(found.missing ? "transfers.finding.missing" : "transfers.finding.ready", found);
  }
  return t("transfers.finding.plain", values);
}

function About({ of: transfer }: { of: Transfer }) {
  const { t } = useTranslation("settings");
  const word = useWords();
  const { zone } = useSession();
  const { nameOf } = usePeople();
  const when = (time: string | undefined, by: string) =>
    time && (
      <>
        <DateText of={time} zone={zone} /> {nameOf(by)}
      </>
    );
  const facts = [
    { name: t("transfers.from"), value: nameOf(transfer.fromId) },
    { name: t("transfers.reason"), value: word("TransferReason", transfer.reason) },
    {
      name: t("transfers.returnDate"),
      value: transfer.returnDate && <DateText of={transfer.returnDate} zone={zone} />,
      id: "return",
    },
    { name: t("transfers.note"), value: transfer.note },
    { name: t("transfers.created"), value: when(transfer.createTime, transfer.createdBy) },
    { name: t("transfers.executed"), value: when(transfer.executeTime, transfer.executedBy) },
    { name: t("transfers.signed"), value: when(transfer.signTime, transfer.signedBy) },
    { name: t("transfers.signNote"), value: transfer.signNote },
    { name: t("transfers.undone"), value: when(transfer.undoTime, transfer.undoneBy) },
    { name: t("transfers.undoReason"), value: transfer.undoReason },
  ];
  return (
    <Panel title={t("transfers.about")}>
      <Facts of={facts.filter(({ value }) => value)} />
    </Panel>
  );
}
