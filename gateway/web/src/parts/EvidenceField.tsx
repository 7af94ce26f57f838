import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../api/client";
import { useCommand } from "../api/command";
import type { Problem } from "../api/problem";
import { useSession } from "../app/session";
import { useWords } from "../i18n/words";
import { Select } from "../ui/choices";
import { type Attachment, attach, type Category, type Subject } from "./attaching";
import { FileField } from "./FileField";

export interface Evidence {
  /** The id of the file that proves it, put there first where it is new; undefined where there is none, which the field then says. */
  attached: () => Promise<string | undefined>;
  isPending: boolean;
  problem: Problem | undefined;
  known: readonly Attachment[];
  chosen: string;
  choose: (id: string) => void;
  file: File | undefined;
  setFile: (file: File | undefined) => void;
  isMissing: boolean;
}

/** The file that proves something about a record: one that is there already, or a new one. */
export function useEvidence(of: Subject, category: Category): Evidence {
  const { may } = useSession();
  const { run, isPending, problem } = useCommand();
  const query = { subjectType: of.type, subjectId: of.id, orderBy: "create_time desc", pageSize: 50 };
  const { data } = $api.useQuery("get", "/v1/attachments", { params: { query } }, { enabled: may("attachment.read") });
  const [chosen, choose] = useState("");
  const [file, setFile] = useState<File>();
  const [isMissing, setMissing] = useState(false);
  const attached = async (): Promise<string | undefined> => {
    setMissing(!chosen && !file);
    if (chosen) return chosen;
    if (!file) return undefined;
    const made = await run(() => attach(file, of, category), { quiet: true });
    // Sent again after a refusal, it is not put there twice.
    if (made) choose(made.id);
    return made?.id;
  };
  return { attached, isPending, problem, known: data?.attachments ?? [], chosen, choose, file, setFile, isMissing };
}

const NEW = "new";

export function EvidenceField({ label, of }: { label: string; of: Evidence }) {
  const { t } = useTranslation("parts");
  const word = useWords();
  const options = [
    { id: NEW, name: t("evidence.new") },
    ...of.known.map(({ id, fileName, category }) => ({
      id,
      name: fileName,
      note: word("AttachmentCategory", category),
    })),
  ];
  return (
    <>
      {of.known.length > 0 && (
        <Select
          label={label}
          options={options}
          selectedKey={of.chosen || NEW}
          onSelectionChange={(key) => of.choose(key === NEW ? "" : String(key))}
        />
      )}
      {!of.chosen && (
        <FileField
          label={of.known.length > 0 ? t("attachments.file") : label}
          value={of.file}
          onChange={of.setFile}
          isMissing={of.isMissing && !of.file}
        />
      )}
    </>
  );
}
