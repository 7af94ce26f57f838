import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { Select } from "../../../ui/choices";
import { Failure } from "../../../ui/Failure";
import { Panel } from "../../../ui/Panel";
import { usePeople } from "../../../ui/people";
import { Badge, EmptyState, Skeleton } from "../../../ui/shown";
import { Wide } from "../../../ui/Wide";
import { ItemTable } from "./ItemTable";
import { type Preview, type Transfer, usePreview } from "./queries";
import { ofKind, withKind } from "./rules";
import { useKindText } from "./useKindText";

const BY_RULE = "rule";

/** What would move, and to whom: kind by kind, then one by one. Nothing has moved yet. */
export function PreviewPanel({ of: transfer }: { of: Transfer }) {
  const { t } = useTranslation("settings");
  const preview = usePreview(transfer.id);
  if (preview.error || !preview.data) {
    return (
      <Panel title={t("transfers.preview")}>
        {preview.error ? <Failure of={preview.error} retry={() => void preview.refetch()} /> : <Skeleton lines={8} />}
      </Panel>
    );
  }
  const { itemCount, withoutSuccessor, items } = preview.data;
  if (itemCount === 0) {
    return (
      <Panel>
        <EmptyState title={t("transfers.nothing")}>{t("transfers.nothingText")}</EmptyState>
      </Panel>
    );
  }
  return (
    <>
      <Panel
        title={t("transfers.preview")}
        note={t("transfers.count", { count: itemCount })}
        actions={
          withoutSuccessor > 0 && <Badge tone="warn">{t("transfers.missing", { count: withoutSuccessor })}</Badge>
        }
        isFlush
      >
        <Kinds of={transfer} preview={preview.data} read={() => void preview.refetch()} />
      </Panel>
      <Panel title={t("transfers.each")} isFlush>
        <ItemTable of={items} />
      </Panel>
    </>
  );
}

function Kinds({ of: transfer, preview, read }: { of: Transfer; preview: Preview; read: () => void }) {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  const { options, nameOf } = usePeople();
  const kindText = useKindText();
  const { run, isPending } = useCommand();
  const people = [{ id: BY_RULE, name: t("transfers.byRule") }, ...options.filter(({ id }) => id !== transfer.fromId)];

  const give = async (kind: string, successorId: string): Promise<void> => {
    const params = { path: { transfer_id: transfer.id }, header: ifMatch(transfer) };
    const body = { rules: withKind(transfer.rules, kind, successorId) };
    await run(() => reply(api.PATCH("/v1/transfers/{transfer_id}", { params, body })));
    read();
  };
  return (
    <Wide>
      <table className="settings-table transfer-kinds">
        <thead>
          <tr>
            <th scope="col">{t("transfers.kind")}</th>
            <th scope="col" className="end">
              {t("transfers.items")}
            </th>
            <th scope="col">{t("transfers.to")}</th>
            {may("transfer.create") && <th scope="col">{t("transfers.change")}</th>}
          </tr>
        </thead>
        <tbody>
          {preview.kinds.map(({ kind, count, successors }) => (
            <tr key={kind}>
              <td>{kindText(kind)}</td>
              <td className="end">{count}</td>
              <td>
                <span className="settings-acts">
                  {successors.map(({ successorId, count: share }) => (
                    <Badge key={successorId} tone={successorId ? "info" : "warn"}>
                      {`${nameOf(successorId) ?? t("transfers.nobody")} ${share}`}
                    </Badge>
                  ))}
                </span>
              </td>
              {may("transfer.create") && (
                <td className="transfer-choose">
                  <Select
                    label={t("transfers.changeOf", { kind: kindText(kind) })}
                    options={people}
                    selectedKey={ofKind(transfer.rules, kind) || BY_RULE}
                    isDisabled={isPending}
                    onSelectionChange={(key) => void give(kind, key === BY_RULE ? "" : String(key))}
                  />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
