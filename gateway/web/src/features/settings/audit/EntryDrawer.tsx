import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { Button } from "../../../ui/Button";
import { Facts } from "../../../ui/Facts";
import { Drawer } from "../../../ui/overlays";
import { DateText } from "../../../ui/shown";
import { Wide } from "../../../ui/Wide";
import { changesOf, type Entry } from "./services";
import { useActorText, useDoneText } from "./useAuditColumns";
import { useFieldText } from "./useFieldText";
import { Value } from "./Value";

export interface EntryDrawerProps {
  of: Entry | null;
  close: () => void;
  /** Shows all that happened to this record. */
  ofRecord: (id: string) => void;
}

/** One thing that was done: every field, before and after. */
export function EntryDrawer({ of: entry, close, ofRecord }: EntryDrawerProps) {
  const { t } = useTranslation("settings");
  const doneText = useDoneText();
  return (
    <Drawer
      title={entry ? doneText(entry) : t("audit.entry")}
      isOpen={entry !== null}
      onOpenChange={(isOpen) => isOpen || close()}
      isWide
    >
      {entry && (
        <>
          <About of={entry} />
          <div className="settings-acts">
            <Button onPress={() => ofRecord(entry.subjectId)}>{t("audit.ofRecord")}</Button>
          </div>
          <Changes of={entry} />
        </>
      )}
    </Drawer>
  );
}

function About({ of: entry }: { of: Entry }) {
  const { t } = useTranslation("settings");
  const { zone } = useSession();
  const word = useWords();
  const actorText = useActorText();
  const facts = [
    { name: t("audit.who"), value: actorText(entry) },
    { name: t("audit.time"), value: entry.createTime && <DateText of={entry.createTime} zone={zone} /> },
    { name: t("audit.record"), value: word("type", entry.subjectType) },
    { name: t("audit.reason"), value: entry.reason },
    { name: t("audit.trace"), value: entry.traceId && <code className="audit-code">{entry.traceId}</code> },
  ];
  return <Facts of={facts.filter(({ value }) => value)} />;
}

function Changes({ of: entry }: { of: Entry }) {
  const { t } = useTranslation("settings");
  const fieldText = useFieldText();
  const changes = changesOf(entry);
  if (changes.length === 0) return <p className="settings-note">{t("audit.nothing")}</p>;
  return (
    <Wide>
      <table className="settings-table audit-changes">
        <thead>
          <tr>
            <th scope="col">{t("audit.field")}</th>
            <th scope="col">{t("audit.before")}</th>
            <th scope="col">{t("audit.after")}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ field, before, after }) => (
            <tr key={field}>
              <td>{fieldText(field)}</td>
              <td>
                <Value of={before} field={field} />
              </td>
              <td>
                <Value of={after} field={field} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
