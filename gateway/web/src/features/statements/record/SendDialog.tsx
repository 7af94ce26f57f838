import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { Button } from "../../../ui/Button";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { Icon } from "../../../ui/Icon";
import { Dialog } from "../../../ui/overlays";
import { tell } from "../../../ui/toasts";
import type { Statement } from "../types";

/** Makes the customer's link. It is shown this once: we keep no copy that opens anything. */
export function SendDialog({ of, onClose }: { of: Statement; onClose: () => void }) {
  const { t } = useTranslation("statements");
  const { run, isPending, problem } = useCommand();
  const [link, setLink] = useState("");
  return (
    <Dialog title={t(of.linkActive ? "act.renew" : "act.send")} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {(close) =>
        link ? (
          <Link of={link} />
        ) : (
          <Form
            submit={t("send.submit")}
            isPending={isPending}
            problem={problem}
            onCancel={close}
            onSubmit={async ({ sentTo = "" }) => {
              const params = { path: { account_statement_id: of.id }, header: ifMatch(of) };
              const call = () =>
                reply(
                  api.POST("/v1/accountStatements/{account_statement_id}:send", {
                    params,
                    body: { sentTo: sentTo.trim() },
                  }),
                );
              const made = await run(call, { quiet: true });
              if (made) setLink(`${location.origin}/statement#${made.token}`);
            }}
          >
            <TextField
              name="sentTo"
              label={t("field.sentTo")}
              hint={t("send.hint")}
              defaultValue={of.sentTo}
              maxLength={200}
              autoFocus
            />
            {of.linkActive && <p className="statement-note">{t("send.before")}</p>}
          </Form>
        )
      }
    </Dialog>
  );
}

function Link({ of }: { of: string }) {
  const { t } = useTranslation("statements");
  return (
    <div className="statement-parts">
      <p>{t("send.once")}</p>
      <TextField label={t("send.link")} value={of} isReadOnly onFocus={(event) => select(event.target)} autoFocus />
      {/* Only over https: elsewhere the link is selected, to be copied by hand. */}
      {window.isSecureContext && (
        <Button kind="main" onPress={() => void navigator.clipboard.writeText(of).then(() => tell(t("send.copied")))}>
          <Icon name="copy" />
          {t("send.copy")}
        </Button>
      )}
    </div>
  );
}

function select(target: EventTarget): void {
  if (target instanceof HTMLInputElement) target.select();
}
