import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Panel } from "../../../ui/Panel";
import { Money, Skeleton } from "../../../ui/shown";
import { living, refusalOf } from "../lines";
import { useOwed } from "../queries";
import type { Allocation, Receipt } from "../types";
import { AllocateForm } from "./AllocateForm";
import { PaidName } from "./Paid";

/** Money that is held for what will be owed (预收款), and can be let go again. */
export function Advances({ of }: { of: Receipt }) {
  const { t } = useTranslation("receipts");
  const { may, me } = useSession();
  const [isOpen, setOpen] = useState(false);
  const held = living(of, "ALLOCATION_KIND_ADVANCE");
  const mayHold = may("receipt.allocate") && refusalOf(of, me.id) === undefined;
  if (held.length === 0 && !mayHold) return null;
  return (
    <Panel
      title={t("advance.title")}
      note={t("advance.note")}
      actions={
        mayHold &&
        !isOpen && (
          <Button kind="plain" onPress={() => setOpen(true)}>
            {t("advance.choose")}
          </Button>
        )
      }
    >
      {held.length > 0 && (
        <ul className="paid">
          {held.map((line) => (
            <Held key={line.id} of={of} line={line} />
          ))}
        </ul>
      )}
      {isOpen && mayHold && <Choose of={of} />}
      {held.length === 0 && !isOpen && <p className="receipt-note">{t("advance.none")}</p>}
    </Panel>
  );
}

function Choose({ of }: { of: Receipt }) {
  const { t } = useTranslation("receipts");
  const { data } = useOwed(of, "PLANNED");
  if (!data) return <Skeleton lines={3} />;
  if (data.instalments.length === 0) return <p className="receipt-note">{t("advance.nothing")}</p>;
  return (
    <AllocateForm
      key={of.etag}
      of={of}
      owed={data.instalments}
      proposed={[]}
      isCut={Boolean(data.nextPageToken)}
      inAdvance
    />
  );
}

function Held({ of, line }: { of: Receipt; line: Allocation }) {
  const { t } = useTranslation("receipts");
  const { may, me } = useSession();
  const { run, isPending } = useCommand();
  const params = { path: { receipt_id: of.id } };
  const mayRelease = may("receipt.allocate") && of.enteredBy !== me.id && of.ownerId !== me.id;
  const release = () =>
    reply(
      api.POST("/v1/receipts/{receipt_id}:releaseAdvance", {
        params,
        headers: ifMatch(of),
        body: { instalmentId: line.instalmentId },
      }),
    );
  return (
    <li className="paid-line">
      <PaidName id={line.instalmentId} />
      {line.amount && <Money of={line.amount} />}
      {mayRelease && (
        <Button kind="plain" isPending={isPending} onPress={() => void run(release, { done: t("advance.released") })}>
          {t("advance.release")}
        </Button>
      )}
    </li>
  );
}
