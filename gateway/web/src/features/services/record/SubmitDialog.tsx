import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../../api/client";
import { useCommand } from "../../../api/command";
import { EvidenceField, useEvidence } from "../../../parts/EvidenceField";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import { Dialog } from "../../../ui/overlays";
import type { ServiceCharge } from "../types";

/** Hands it to finance, with what the customer signed: a file, or who confirmed it. */
export function SubmitDialog({ of, onClose }: { of: ServiceCharge; onClose: () => void }) {
  const { t } = useTranslation("services");
  const { run, isPending, problem } = useCommand();
  const evidence = useEvidence({ type: "service_charge", id: of.id }, "ATTACHMENT_CATEGORY_ACCEPTANCE");
  const params = { path: { service_charge_id: of.id } };

  const submit = async (signOff: string, attachmentId: string): Promise<ServiceCharge> => {
    const signOffAttachmentIds = [...new Set([...of.signOffAttachmentIds, ...(attachmentId ? [attachmentId] : [])])];
    const changed = await reply(
      api.PATCH("/v1/serviceCharges/{service_charge_id}", {
        params,
        headers: ifMatch(of),
        body: { signOff, signOffAttachmentIds },
      }),
    );
    return reply(
      api.POST("/v1/serviceCharges/{service_charge_id}:submit", { params, headers: ifMatch(changed), body: {} }),
    );
  };
  return (
    <Dialog title={t("act.submit")} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {(close) => (
        <Form
          submit={t("act.submit")}
          isPending={isPending || evidence.isPending}
          problem={problem ?? evidence.problem}
          onCancel={close}
          onSubmit={async (values) => {
            const signOff = values.signOff?.trim() ?? "";
            const isShown = signOff !== "" || of.signOffAttachmentIds.length > 0;
            const isFile = evidence.chosen !== "" || evidence.file !== undefined;
            const attached = isFile || !isShown ? await evidence.attached() : "";
            if (attached === undefined) return;
            if (await run(() => submit(signOff, attached), { done: t("done.submit"), quiet: true })) close();
          }}
        >
          <p>{t("ask.submit")}</p>
          <TextField
            name="signOff"
            label={t("field.signOff")}
            hint={t("new.signOffHint")}
            defaultValue={of.signOff}
            maxLength={500}
          />
          <EvidenceField label={t("field.signed")} of={evidence} />
        </Form>
      )}
    </Dialog>
  );
}
