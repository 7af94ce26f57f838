import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { useSession } from "../../../app/session";
import { AccountPicker } from "../../../parts/AccountPicker";
import { has } from "../../../parts/instalment/standing";
import { Button } from "../../../ui/Button";
import { Form } from "../../../ui/Form";
import { Panel } from "../../../ui/Panel";
import type { Receipt } from "../types";

export interface IdentifyProps {
  of: Receipt;
  /** Whose it seems to be is proposed above: this waits until somebody wants it. Undefined while that is not known. */
  isProposed?: boolean | undefined;
}

/** Whose money it is: asked while nobody knows, and changed as long as nothing of it is used. */
export function Identify({ of, isProposed }: IdentifyProps) {
  const { t } = useTranslation("receipts");
  const { may, me } = useSession();
  const [isChanging, setChanging] = useState(false);
  const { run, isPending, problem } = useCommand();
  const isUsed = has(of.allocated) || has(of.advance);
  const mayIdentify =
    may("receipt.identify") && of.state !== "RECEIPT_STATE_REVERSED" && !isUsed && of.ownerId !== me.id;
  if (!mayIdentify) return of.customerId ? null : <Panel title={t("identify.title")}>{t("identify.waits")}</Panel>;
  if (!of.customerId && isProposed === undefined) return null;
  if ((of.customerId || isProposed) && !isChanging) {
    return (
      <div className="receipt-other">
        <Button kind="plain" onPress={() => setChanging(true)}>
          {t(of.customerId ? "identify.other" : "identify.byHand")}
        </Button>
      </div>
    );
  }
  const params = { path: { receipt_id: of.id } };
  return (
    <Panel title={t("identify.title")} note={of.payerName && t("identify.payer", { payer: of.payerName })}>
      <Form
        submit={t("identify.do")}
        isPending={isPending}
        problem={problem}
        onCancel={isChanging ? () => setChanging(false) : undefined}
        onSubmit={async ({ customerId = "" }) => {
          const call = () =>
            reply(
              api.POST("/v1/receipts/{receipt_id}:identify", { params, headers: ifMatch(of), body: { customerId } }),
            );
          if (await run(call, { done: t("identify.done"), quiet: true })) setChanging(false);
        }}
      >
        <AccountPicker name="customerId" label={t("field.customer")} hint={t("identify.hint")} isRequired autoFocus />
      </Form>
    </Panel>
  );
}
