import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Confirm } from "../../../ui/Confirm";
import { isEnded, isOpen, type Statement } from "../types";
import { RecordAnswer } from "./RecordAnswer";
import { SendDialog } from "./SendDialog";

/** What this person may do with it next; the first is what it waits for. */
export function Acts({ of }: { of: Statement }) {
  const { t } = useTranslation("statements");
  const { may, me } = useSession();
  const [doing, setDoing] = useState<"send" | "record" | null>(null);
  const maySend = may("account_statement.send") && !isEnded(of);
  const close = (): void => setDoing(null);
  return (
    <>
      {maySend && (
        <Button kind="main" onPress={() => setDoing("send")}>
          {t(of.linkActive ? "act.renew" : "act.send")}
        </Button>
      )}
      {maySend && of.linkActive && <RevokeLink of={of} />}
      {may("account_statement.record_answer") && isOpen(of) && of.ownerId !== me.id && (
        <Button onPress={() => setDoing("record")}>{t("act.record")}</Button>
      )}
      {may("account_statement.issue") && isOpen(of) && <Revoke of={of} />}
      {doing === "send" && <SendDialog of={of} onClose={close} />}
      {doing === "record" && <RecordAnswer of={of} onClose={close} />}
    </>
  );
}

function RevokeLink({ of }: { of: Statement }) {
  const { t } = useTranslation("statements");
  const { run, isPending, problem } = useCommand();
  const params = { path: { account_statement_id: of.id }, header: ifMatch(of) };
  return (
    <Confirm
      title={t("revokeLink.title")}
      confirm={t("act.revokeLink")}
      isPending={isPending}
      problem={problem}
      trigger={<Button>{t("act.revokeLink")}</Button>}
      onConfirm={async () => {
        const call = () =>
          reply(api.POST("/v1/accountStatements/{account_statement_id}:revokeLink", { params, body: {} }));
        return Boolean(await run(call, { done: t("revokeLink.done"), quiet: true }));
      }}
    >
      {t("revokeLink.note")}
    </Confirm>
  );
}

function Revoke({ of }: { of: Statement }) {
  const { t } = useTranslation("statements");
  const { run, isPending, problem } = useCommand();
  const params = { path: { account_statement_id: of.id }, header: ifMatch(of) };
  return (
    <Confirm
      title={t("revoke.title")}
      confirm={t("act.revoke")}
      reason="required"
      isPending={isPending}
      problem={problem}
      trigger={<Button>{t("act.revoke")}</Button>}
      onConfirm={async (reason) => {
        const call = () =>
          reply(api.POST("/v1/accountStatements/{account_statement_id}:revoke", { params, body: { reason } }));
        return Boolean(await run(call, { done: t("revoke.done"), quiet: true }));
      }}
    >
      {t("revoke.note")}
    </Confirm>
  );
}
