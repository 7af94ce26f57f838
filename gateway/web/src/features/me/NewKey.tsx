import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import { useSession } from "../../app/session";
import { ComboBox, Select } from "../../ui/choices";
import { Form } from "../../ui/Form";
import { TextField } from "../../ui/fields";
import type { Values } from "../../ui/formValues";
import { Dialog } from "../../ui/overlays";
import { usePeople } from "../../ui/people";
import { addressesOf, expiryOf, TERMS } from "./keys";
import { Secret } from "./Secret";

export interface NewKeyProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** A key comes into being; its secret is shown once, in the same dialog. */
export function NewKey({ isOpen, onOpenChange }: NewKeyProps) {
  const { t } = useTranslation("me");
  return (
    <Dialog title={t("keys.new")} isOpen={isOpen} onOpenChange={onOpenChange}>
      {(close) => <Create close={close} />}
    </Dialog>
  );
}

function Create({ close }: { close: () => void }) {
  const { t } = useTranslation("me");
  const { me } = useSession();
  const { options: people } = usePeople();
  const { run, isPending, problem } = useCommand();
  const [secret, setSecret] = useState("");

  const create = async (values: Values): Promise<void> => {
    const expireTime = expiryOf(values.term, new Date());
    const body = {
      name: values.name?.trim() ?? "",
      personId: values.personId || me.id,
      addresses: addressesOf(values.addresses),
      ...(expireTime && { expireTime }),
    };
    const key = await run(() => reply(api.POST("/v1/apiKeys", { body })), { quiet: true });
    if (key) setSecret(key.secret);
  };
  if (secret) return <Secret secret={secret} close={close} />;
  return (
    <Form
      onSubmit={(values) => void create(values)}
      problem={problem}
      isPending={isPending}
      submit={t("keys.create")}
      onCancel={close}
    >
      <TextField name="name" label={t("keys.name")} hint={t("keys.nameHint")} maxLength={200} isRequired autoFocus />
      <ComboBox
        name="personId"
        label={t("keys.person")}
        hint={t("keys.personHint")}
        options={people}
        defaultSelectedKey={me.id}
        isRequired
      />
      <Select
        name="term"
        label={t("keys.term")}
        options={TERMS.map((id) => ({ id, name: t(`keys.terms.${id}`) }))}
        defaultSelectedKey="year"
      />
      <TextField name="addresses" label={t("keys.addresses")} hint={t("keys.addressesHint")} lines={2} />
    </Form>
  );
}
