import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { components } from "../../../api/generated/openapi";
import { useWords } from "../../../i18n/words";
import { Button } from "../../../ui/Button";
import { usePeople } from "../../../ui/people";
import { Wide } from "../../../ui/Wide";
import { useKindText } from "./useKindText";

type Item = components["schemas"]["accounts.TransferItem"];

const STEP = 100;

export function ItemTable({ of: items }: { of: readonly Item[] }) {
  const { t } = useTranslation("settings");
  const word = useWords();
  const kindText = useKindText();
  const { nameOf } = usePeople();
  const [most, setMost] = useState(STEP);
  return (
    <>
      <Wide>
        <table className="settings-table">
          <thead>
            <tr>
              <th scope="col">{t("transfers.kind")}</th>
              <th scope="col">{t("people.name")}</th>
              <th scope="col">{t("transfers.to")}</th>
              <th scope="col">{t("transfers.choice")}</th>
            </tr>
          </thead>
          <tbody>
            {items.slice(0, most).map((item) => (
              <tr key={item.id || `${item.kind} ${item.subjectId} ${item.role}`}>
                <td>{kindText(item.kind)}</td>
                <td>
                  {item.name || "—"} <span className="settings-note">{item.number}</span>
                </td>
                <td>{nameOf(item.successorId) ?? t("transfers.nobody")}</td>
                <td>{item.successorId && word("TransferChoice", item.choice)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {items.length > most && (
        <div className="transfer-more">
          <Button kind="plain" onPress={() => setMost(most + STEP)}>
            {t("transfers.more", { count: items.length - most })}
          </Button>
        </div>
      )}
    </>
  );
}
