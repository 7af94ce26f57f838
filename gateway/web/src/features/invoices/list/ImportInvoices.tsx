import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import type { components } from "../../../api/generated/openapi";
import { FileField } from "../../../parts/FileField";
import { packed } from "../../../parts/packed";
import { Button } from "../../../ui/Button";
import { Select } from "../../../ui/choices";
import { Form } from "../../../ui/Form";
import { Dialog } from "../../../ui/overlays";
import { useOptions } from "../../../ui/useOptions";
import type { Invoice } from "../types";
import { Taken } from "./Taken";

type Asked = { fileName: string; content: string; type?: Invoice["type"] };
type Answer = components["schemas"]["receivables.ImportInvoicesResponse"];

const ACCEPTED = [".csv", ".xlsx"];
const OF_FILE = "file";
const TAX_INVOICES: readonly string[] = ["INVOICE_TYPE_VAT_SPECIAL", "INVOICE_TYPE_VAT_ORDINARY", "INVOICE_TYPE_PAPER"];

/** Issued invoices as the tax system exports them: first what would become of each is shown, then they are taken. */
export function ImportInvoices({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("invoices");
  return (
    <Dialog title={t("import.do")} isWide isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {(close) => <ImportForm close={close} />}
    </Dialog>
  );
}

function ImportForm({ close }: { close: () => void }) {
  const { t } = useTranslation("invoices");
  const { run, isPending, problem } = useCommand();
  const types = useOptions("InvoiceType").filter(({ id }) => TAX_INVOICES.includes(id));
  const [type, setType] = useState(OF_FILE);
  const [file, setFile] = useState<File>();
  const [isMissing, setMissing] = useState(false);
  const [asked, setAsked] = useState<Asked>();
  const [found, setFound] = useState<Answer>();
  const [isTaken, setTaken] = useState(false);
  const ask = (body: Asked & { validateOnly?: boolean }) =>
    run(() => reply(api.POST("/v1/invoices:import", { body })), { quiet: true });
  const check = async (): Promise<void> => {
    setMissing(!file);
    setFound(undefined);
    if (!file) return;
    const kind = type === OF_FILE ? {} : { type: type as Invoice["type"] };
    const wanted = { fileName: file.name, content: await packed(file), ...kind };
    setAsked(wanted);
    setFound(await ask({ ...wanted, validateOnly: true }));
  };
  const take = async (): Promise<void> => {
    const made = asked && (await ask(asked));
    if (!made) return;
    setFound(made);
    setTaken(true);
  };
  const count = found ? found.issuedCount + found.createdCount : 0;
  return (
    <>
      {!isTaken && (
        <Form
          submit={t("import.check")}
          isPending={isPending}
          problem={problem}
          onSubmit={() => void check()}
          columns="two"
        >
          <FileField
            label={t("import.file")}
            value={file}
            onChange={setFile}
            hint={t("import.kinds")}
            isMissing={isMissing && !file}
            accept={ACCEPTED}
          />
          <Select
            label={t("field.type")}
            options={[{ id: OF_FILE, name: t("import.ofFile") }, ...types]}
            selectedKey={type}
            onSelectionChange={(key) => setType(String(key))}
          />
        </Form>
      )}
      {found && <Taken of={found} isTaken={isTaken} />}
      {found && (
        <footer className="form-foot">
          {isTaken ? (
            <Button kind="main" onPress={close}>
              {t("import.close")}
            </Button>
          ) : (
            <Button kind="main" isPending={isPending} isDisabled={count === 0} onPress={() => void take()}>
              {t("import.take", { count })}
            </Button>
          )}
        </footer>
      )}
    </>
  );
}
