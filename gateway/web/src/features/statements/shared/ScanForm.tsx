import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { FileField } from "../../../parts/FileField";
import { Form } from "../../../ui/Form";
import type { Shared } from "../types";

const TYPES: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
};
const ACCEPTED = Object.keys(TYPES).map((ending) => `.${ending}`);

/** The scan of the stamped paper, where the customer stamps. */
export function ScanForm(props: { of: Shared; token: string; onSent: (shown: Shared) => void }) {
  const { of, token, onSent } = props;
  const { t } = useTranslation("statements");
  const { run, isPending, problem } = useCommand();
  const [file, setFile] = useState<File>();
  const [isMissing, setMissing] = useState(false);
  return (
    <section>
      <h2>{t("scan.title")}</h2>
      {of.scanCount > 0 && (
        <p className="statement-done" role="status">
          {t("scan.here", { count: of.scanCount })}
        </p>
      )}
      <Form
        submit={t("scan.submit")}
        isPending={isPending}
        problem={problem}
        onSubmit={async () => {
          setMissing(!file);
          if (!file) return;
          const sent = await run(() => send(file, token), { quiet: true });
          if (!sent) return;
          setFile(undefined);
          onSent(sent);
        }}
      >
        <FileField
          label={t("scan.file")}
          hint={t("scan.kinds")}
          accept={ACCEPTED}
          value={file}
          onChange={setFile}
          isMissing={isMissing}
        />
      </Form>
    </section>
  );
}

function send(file: File, token: string): Promise<Shared> {
  const ending = file.name.split(".").at(-1)?.toLowerCase() ?? "";
  const params = { query: { fileName: file.name }, header: { "statement-link": token } };
  const headers = { "Content-Type": TYPES[ending] ?? (file.type || "application/octet-stream") };
  // The file is the body: the description can only call it text.
  const body = file as unknown as string;
  return reply(api.POST("/v1/sharedStatements:scan", { params, headers, body, bodySerializer: () => file }));
}
