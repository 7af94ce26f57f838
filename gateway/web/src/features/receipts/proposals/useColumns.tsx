import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { AccountName } from "../../../parts/AccountName";
import { useLegalEntities } from "../../../parts/legalEntities";
import type { Column, FilterField } from "../../../ui/grid/types";
import { Badge, DateText, Money } from "../../../ui/shown";
import { useFilterOptions, useOptions } from "../../../ui/useOptions";
import type { CashProposal } from "../types";
import { Confidence, ReasonChips } from "./Why";

/** The columns of what is proposed: how sure it is, for whom, and why. */
export function useColumns(): Column<CashProposal>[] {
  const { t } = useTranslation("receipts");
  const word = useWords();
  const { zone } = useSession();
  const { nameOf: entityOf } = useLegalEntities();
  const states = useOptions("ProposalState");
  return useMemo(
    () => [
      {
        id: "payerName",
        name: t("field.payerName"),
        render: ({ payerName }) => payerName || "—",
        sort: "payer_name",
        width: 190,
        isFixed: true,
        phone: "title",
      },
      {
        id: "amount",
        name: t("field.unapplied"),
        render: ({ amount }) => amount && <Money of={amount} />,
        sort: "amount",
        width: 118,
        align: "end",
        phone: "end",
      },
      {
        id: "confidence",
        name: t("proposals.confidence"),
        render: ({ candidates, confidence }) => (candidates.length > 0 ? <Confidence of={confidence} /> : "—"),
        sort: "confidence",
        width: 100,
        phone: "sub",
      },
      {
        id: "customer",
        name: t("proposals.candidate"),
        render: ({ candidates: [first] }) => (first ? <AccountName id={first.customerId} isPlain /> : "—"),
        width: 200,
        phone: "sub",
        exported: false,
      },
      {
        id: "reasons",
        name: t("proposals.why"),
        render: ({ candidates: [first] }) => first && <ReasonChips of={first.reasons} most={3} />,
        width: 380,
        exported: false,
      },
      {
        id: "receivedDate",
        name: t("field.receivedDate"),
        render: ({ receivedDate }) => <DateText of={receivedDate} zone={zone} />,
        sort: "received_date",
        width: 108,
        phone: "sub",
      },
      {
        id: "state",
        name: t("field.state"),
        render: ({ state }) => <Badge>{word("ProposalState", state)}</Badge>,
        width: 100,
        exported: states,
      },
      {
        id: "legalEntityId",
        name: t("field.entity"),
        render: ({ legalEntityId }) => entityOf(legalEntityId),
        width: 190,
      },
    ],
    [t, word, zone, entityOf, states],
  );
}

export function useFilterFields(): FilterField[] {
  const { t } = useTranslation("receipts");
  const { options: entities, nameOf } = useLegalEntities();
  const states = useFilterOptions("ProposalState");
  return useMemo(
    () => [
      { id: "state", name: t("field.state"), kind: "choice", options: states },
      { id: "confidence", name: t("proposals.confidence"), kind: "number" },
      { id: "amount", name: t("field.unapplied"), kind: "money" },
      { id: "received_date", name: t("field.receivedDate"), kind: "date" },
      { id: "payer_name", name: t("field.payerName"), kind: "text" },
      { id: "legal_entity_id", name: t("field.entity"), kind: "choice", options: entities, nameOf },
    ],
    [t, states, entities, nameOf],
  );
}
