import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../api/command";
import { useChoices } from "../i18n/words";
import { Select } from "../ui/choices";
import { Form } from "../ui/Form";
import { Dialog } from "../ui/overlays";
import { attach, type Category, type Subject } from "./attaching";
import { FileField } from "./FileField";

/** Adds a file to a record. */
export function AttachDialog({ of, usual, trigger }: { of: Subject; usual: Category; trigger: ReactElement }) {
  const { t } = useTranslation("parts");
  const { run, isPending, problem } = useCommand();
  const categories = useChoices("AttachmentCategory").map(({ value, text }) => ({ id: value, name: text }));
  const [file, setFile] = useState<File>();
  const [category, setCategory] = useState<Category>(usual);
  const [isMissing, setMissing] = useState(false);
  const save = async (close: () => void): Promise<void> => {
    setMissing(!file);
    if (!file) return;
    if (await run(() => attach(file, of, category), { done: t("attachments.added"), quiet: true })) close();
  };
  return (
    <Dialog title={t("attachments.add")} trigger={trigger}>
      {(close) => (
        <Form
          submit={t("attachments.add")}
          problem={problem}
          isPending={isPending}
          onCancel={close}
          onSubmit={() => void save(close)}
        >
          <FileField label={t("attachments.file")} value={file} onChange={setFile} isMissing={isMissing && !file} />
          <Select
            label={t("attachments.category")}
            options={categories}
            selectedKey={category}
            onSelectionChange={(key) => setCategory(key as Category)}
          />
        </Form>
      )}
    </Dialog>
  );
}
