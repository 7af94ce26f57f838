import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useProblemText } from "../../../api/problemText";
import { useSession } from "../../../app/session";
import { FileField } from "../../../parts/FileField";
import { accountText, inUse, useLegalEntities } from "../../../parts/legalEntities";
import { packed } from "../../../parts/packed";
import { Select } from "../../../ui/choices";
import { Form } from "../../../ui/Form";
import { GoLink } from "../../../ui/Go";
import { Panel } from "../../../ui/Panel";
import { EmptyState } from "../../../ui/shown";
import { worded } from "./columns";

const ACCEPTED = [".csv", ".xlsx", ".txt", ".sta", ".940", ".mt940", ".xml"];
/** As the server calls the banks whose columns it knows. */
const PROFILES = ["icbc", "ccb", "cmb", "merchant"] as const;
const FOUND_OUT = "auto";

/** A file of the bank for one account of ours. What other files had brought is left alone. */
export function UploadPanel() {
  const { t } = useTranslation("receipts");
  const textOf = useProblemText();
  const navigate = useNavigate();
  const { currency, may } = useSession();
  const { all } = useLegalEntities();
  const { run, isPending, problem } = useCommand();
  const [accountId, setAccount] = useState("");
  const [profile, setProfile] = useState<string>(FOUND_OUT);
  const [file, setFile] = useState<File>();
  const [isMissing, setMissing] = useState(false);
  const accounts = (all ?? []).flatMap((entity) => inUse(entity.bankAccounts).map((account) => ({ entity, account })));
  const chosen = accounts.find(({ account }) => account.id === accountId) ?? accounts[0];
  const send = async (): Promise<void> => {
    setMissing(!file);
    if (!file || !chosen) return;
    const body = {
      legalEntityId: chosen.entity.id,
      bankAccountId: chosen.account.id,
      fileName: file.name,
      content: await packed(file),
      currencyCode: chosen.account.currencyCode || chosen.entity.functionalCurrency || currency,
      ...(profile !== FOUND_OUT && { profile }),
    };
    const made = await run(() => reply(api.POST("/v1/bankStatements:import", { body })), { quiet: true });
    if (made) void navigate({ to: "/receipts/statements", search: { statement: made.id } });
  };
  if (all && accounts.length === 0) {
    return (
      <Panel title={t("statements.upload")}>
        <EmptyState
          title={t("statements.noAccountTitle")}
          action={
            may("bank_account.create") && <GoLink go={{ to: "/settings/banks" }}>{t("statements.addAccount")}</GoLink>
          }
        >
          {t("statements.noAccount")}
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Panel title={t("statements.upload")} note={t("statements.uploadNote")}>
      <Form submit={t("statements.do")} isPending={isPending} onSubmit={() => void send()} columns="two">
        {problem && (
          <div className="form-problem whole" role="alert">
            {textOf(worded(problem, (column) => t(`statements.column.${column}`)))}
          </div>
        )}
        <Select
          label={t("field.bankAccount")}
          options={accounts.map(({ entity, account }) => ({
            id: account.id,
            name: accountText(account),
            note: entity.name,
          }))}
          selectedKey={chosen?.account.id ?? null}
          onSelectionChange={(key) => setAccount(String(key))}
        />
        <Select
          label={t("statements.profile")}
          options={[FOUND_OUT, ...PROFILES].map((id) => ({ id, name: t(`statements.profiles.${id}`) }))}
          selectedKey={profile}
          onSelectionChange={(key) => setProfile(String(key))}
        />
        <FileField
          label={t("statements.file")}
          value={file}
          onChange={setFile}
          hint={t("statements.kinds")}
          isMissing={isMissing && !file}
          accept={ACCEPTED}
        />
      </Form>
    </Panel>
  );
}
