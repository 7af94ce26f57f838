import { useState } from "react";
import { useTranslation } from "react-i18next";
import { moneyText } from "../../../api/money";
import { useSession } from "../../../app/session";
import { AccountPicker } from "../../../parts/AccountPicker";
import { FileField } from "../../../parts/FileField";
import { ComboBox } from "../../../ui/choices";
import { Form } from "../../../ui/Form";
import { TextField } from "../../../ui/fields";
import type { Values } from "../../../ui/formValues";
import { Dialog } from "../../../ui/overlays";
import { useContracts } from "../queries";
import type { Claimable } from "../types";
import { useClaimActs } from "./useClaimActs";

/** Says whose money it is, and what shows that. Nothing moves until finance has decided. */
export function ClaimDialog({ of, onClose }: { of: Claimable; onClose: () => void }) {
  const { t } = useTranslation("receipts");
  const { language } = useSession();
  const amount = of.amount ? moneyText(of.amount, language) : of.number;
  return (
    <Dialog title={t("claims.title", { amount })} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      {(close) => <ClaimForm of={of} close={close} />}
    </Dialog>
  );
}

function ClaimForm({ of, close }: { of: Claimable; close: () => void }) {
  const { t } = useTranslation("receipts");
  const { may } = useSession();
  const { evidence, claim, isPending, problem } = useClaimActs();
  const [customerId, setCustomer] = useState<string | null>(null);
  const [file, setFile] = useState<File>();
  const [attached, setAttached] = useState<{ file: File; customerId: string; id: string }>();
  const contracts = useContracts(may("contract.read") ? customerId : null);
  /** Sent again after a refusal, the file is not put there twice. */
  const proof = async (to: string): Promise<string | undefined> => {
    if (!file || (attached?.file === file && attached.customerId === to)) return attached?.id;
    const made = await evidence(file, to);
    if (made) setAttached({ file, customerId: to, id: made.id });
    return made?.id;
  };
  const send = async ({ contractId = "", evidence: text = "" }: Values): Promise<void> => {
    if (!customerId) return;
    const id = file && (await proof(customerId));
    if (file && !id) return;
    const body = {
      customerId,
      evidence: text.trim(),
      ...(contractId && { contractId }),
      ...(id && { evidenceAttachmentIds: [id] }),
    };
    if (await claim(of.id, body)) close();
  };
  return (
    <Form
      submit={t("claims.send")}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={(values) => void send(values)}
    >
      <p className="claims-about">
        {[of.payerName && t("identify.payer", { payer: of.payerName }), of.memo, of.receivedDate]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <AccountPicker name="customerId" label={t("claims.customer")} onChange={setCustomer} isRequired autoFocus />
      {customerId && may("contract.read") && (
        <ComboBox
          key={customerId}
          name="contractId"
          label={t("field.contract")}
          hint={t("claims.contractHint")}
          options={contracts.data?.contracts.map(({ id, number, name }) => ({ id, name: number, note: name })) ?? []}
        />
      )}
      <TextField
        name="evidence"
        label={t("claims.evidence")}
        hint={t("claims.evidenceHint")}
        lines={3}
        maxLength={1000}
        isRequired
      />
      {may("attachment.create") && <FileField label={t("claims.file")} value={file} onChange={setFile} />}
    </Form>
  );
}
