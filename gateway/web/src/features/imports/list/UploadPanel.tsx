import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { useWords } from "../../../i18n/words";
import { FileField } from "../../../parts/FileField";
import { Select } from "../../../ui/choices";
import { Form } from "../../../ui/Form";
import { Panel } from "../../../ui/Panel";
import { sheetsIn } from "../sheets";
import { isResource, RESOURCES, type Resource } from "../types";
import { isBook, useImportActs } from "../useImportActs";

const ACCEPTED = [".csv", ".xlsx"];

/** A file, and what its rows become. Nothing is written by that. */
export function UploadPanel() {
  const { t } = useTranslation("imports");
  const word = useWords();
  const { may } = useSession();
  const navigate = useNavigate();
  const { upload, isPending, problem } = useImportActs({ quiet: true });
  const [file, setFile] = useState<File>();
  const [sheets, setSheets] = useState<readonly string[]>([]);
  const [sheet, setSheet] = useState("");
  const [isMissing, setMissing] = useState(false);
  const offered = Object.keys(RESOURCES).filter((each) => isResource(each) && may(RESOURCES[each]));
  const [resource, setResource] = useState(offered[0] ?? "");
  const choose = async (chosen: File | undefined): Promise<void> => {
    setFile(chosen);
    setSheets([]);
    const found = chosen && isBook(chosen) ? await sheetsIn(await chosen.arrayBuffer()) : [];
    setSheets(found);
    setSheet(found[0] ?? "");
  };
  const send = async (): Promise<void> => {
    setMissing(!file);
    if (!file || !isResource(resource)) return;
    const made = await upload(file, resource as Resource, sheet);
    if (made) void navigate({ to: "/import/$importId", params: { importId: made.id } });
  };
  if (offered.length === 0) return null;
  return (
    <Panel title={t("upload.title")} note={t("upload.note")}>
      <Form submit={t("upload.do")} isPending={isPending} problem={problem} onSubmit={() => void send()} columns="two">
        <Select
          label={t("field.resource")}
          options={offered.map((each) => ({ id: each, name: word("list", each) }))}
          selectedKey={resource}
          onSelectionChange={(key) => setResource(String(key))}
        />
        <FileField
          label={t("field.file")}
          value={file}
          onChange={(chosen) => void choose(chosen)}
          hint={t("upload.kinds")}
          isMissing={isMissing && !file}
          accept={ACCEPTED}
        />
        {sheets.length > 1 && (
          <Select
            label={t("field.sheet")}
            options={sheets.map((name) => ({ id: name, name }))}
            selectedKey={sheet}
            onSelectionChange={(key) => setSheet(String(key))}
          />
        )}
      </Form>
    </Panel>
  );
}
