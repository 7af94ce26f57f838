import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Checkbox } from "../../../ui/choices";
import { GoLink } from "../../../ui/Go";
import { Panel } from "../../../ui/Panel";
import { usePeople } from "../../../ui/people";
import { DateText, Money } from "../../../ui/shown";
import { living, pendingReversal } from "../lines";
import { usePaid } from "../queries";
import type { Allocation, Receipt } from "../types";
import { AskReversal } from "./AskReversal";
import { Fee } from "./Fee";

/** What the receipt paid; lines that were taken back are crossed out. Some of it, or all, can be asked to be taken back. */
export function Paid({ of }: { of: Receipt }) {
  const { t } = useTranslation("receipts");
  const { may, me } = useSession();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [asking, setAsking] = useState<"lines" | "whole" | null>(null);
  const alive = new Set(living(of, "ALLOCATION_KIND_CLAIM").map(({ id }) => id));
  const lines = of.allocations.filter(({ kind, reversesId }) => kind === "ALLOCATION_KIND_CLAIM" && !reversesId);
  const mayAsk =
    may("receipt.reverse") && of.ownerId !== me.id && of.state !== "RECEIPT_STATE_REVERSED" && !pendingReversal(of);
  if (lines.length === 0 && !mayAsk) return null;
  const toggle = (id: string, isOn: boolean): void =>
    setChosen((before) => (isOn ? [...before, id] : before.filter((each) => each !== id)));
  return (
    <Panel
      title={t("paid.title")}
      actions={
        mayAsk && (
          <>
            {chosen.length > 0 && (
              <Button onPress={() => setAsking("lines")}>{t("reverse.lines", { count: chosen.length })}</Button>
            )}
            <Button kind="plain" onPress={() => setAsking("whole")}>
              {t("reverse.whole")}
            </Button>
          </>
        )
      }
    >
      {lines.length === 0 ? (
        <p className="receipt-note">{t("paid.none")}</p>
      ) : (
        <ul className="paid">
          {lines.map((line) => (
            <Line
              key={line.id}
              of={line}
              isAlive={alive.has(line.id)}
              end={alive.has(line.id) && <Fee of={of} line={line} />}
            >
              {mayAsk && alive.has(line.id) && (
                <Checkbox
                  aria-label={t("reverse.choose")}
                  isSelected={chosen.includes(line.id)}
                  onChange={(isOn) => toggle(line.id, isOn)}
                />
              )}
            </Line>
          ))}
        </ul>
      )}
      {asking && (
        <AskReversal
          of={of}
          allocationIds={asking === "lines" ? chosen : []}
          onClose={() => setAsking(null)}
          onAsked={() => setChosen([])}
        />
      )}
    </Panel>
  );
}

interface LineProps {
  of: Allocation;
  isAlive: boolean;
  /** What may be done besides. */
  end: ReactNode;
  children: ReactNode;
}

function Line({ of, isAlive, end, children }: LineProps) {
  const { t } = useTranslation("receipts");
  const { zone } = useSession();
  const { nameOf } = usePeople();
  return (
    <li className={isAlive ? "paid-line" : "paid-line gone"}>
      {children}
      <span className="paid-words">
        <PaidName id={of.instalmentId} />
        <span className="paid-note">
          <DateText of={of.allocationDate} zone={zone} />
          {nameOf(of.allocatedBy) && ` · ${nameOf(of.allocatedBy)}`}
          {!isAlive && ` · ${t("paid.gone")}`}
        </span>
      </span>
      {end}
      {of.amount && <Money of={of.amount} />}
    </li>
  );
}

/** An instalment by contract and name, leading to its story. */
export function PaidName({ id }: { id: string }) {
  const { data } = usePaid(id);
  return (
    <GoLink go={{ to: "/receivables", search: { instalment: id } }}>
      {data ? `${data.contractNumber} ${data.name}` : "…"}
    </GoLink>
  );
}
