import { useTranslation } from "react-i18next";
import { api, reply } from "../../../../api/client";
import { useCommand } from "../../../../api/command";
import { Select } from "../../../../ui/choices";
import { Form } from "../../../../ui/Form";
import { TextField } from "../../../../ui/fields";
import type { Values } from "../../../../ui/formValues";
import { useOptions } from "../../../../ui/useOptions";
import type { Contact } from "../../types";
import { type ContactPatch, patchContact } from "./contacts";

interface ContactFormProps {
  accountId: string;
  /** Who is changed; somebody new where nobody is. */
  contact?: Contact;
  close: () => void;
}

const HIDDEN = ["phone", "email", "wechat"] as const;
const PLAIN = ["name", "title", "department", "note"] as const;

export function ContactForm({ accountId, contact, close }: ContactFormProps) {
  const { t } = useTranslation("customers");
  const roles = useOptions("DecisionRole");
  const { run, isPending, problem } = useCommand();
  const save = async (values: Values): Promise<void> => {
    const body = bodyOf(values);
    const saved = contact
      ? await run(() => patchContact(contact, body), { done: t("saved"), quiet: true, ...undoOf(contact, body) })
      : await run(() => reply(api.POST("/v1/contacts", { body: { name: "", ...body, accountId } })), {
          done: t("contacts.added"),
          quiet: true,
        });
    if (saved) close();
  };
  // What is hidden cannot be shown to be changed: it stays unless somebody writes another one.
  const hint = (field: (typeof HIDDEN)[number]) =>
    contact?.[field] ? { placeholder: contact[field], hint: t("contacts.keepHint") } : {};
  return (
    <Form
      {...(!contact && { submit: t("contacts.add") })}
      isPending={isPending}
      problem={problem}
      onCancel={close}
      onSubmit={(values) => void save(values)}
      columns="two"
    >
      <TextField
        name="name"
        label={t("contacts.name")}
        defaultValue={contact?.name ?? ""}
        maxLength={100}
        isRequired
        autoFocus
      />
      <Select
        name="decisionRole"
        label={t("contacts.role")}
        options={roles}
        defaultValue={contact && contact.decisionRole !== "DECISION_ROLE_UNSPECIFIED" ? contact.decisionRole : null}
      />
      <TextField name="title" label={t("contacts.post")} defaultValue={contact?.title ?? ""} maxLength={100} />
      <TextField
        name="department"
        label={t("contacts.department")}
        defaultValue={contact?.department ?? ""}
        maxLength={100}
      />
      <TextField name="phone" label={t("contacts.phone")} type="tel" maxLength={50} {...hint("phone")} />
      <TextField name="wechat" label={t("contacts.wechatField")} maxLength={100} {...hint("wechat")} />
      <TextField name="email" label={t("contacts.email")} type="email" maxLength={200} {...hint("email")} />
      <div className="whole">
        <TextField
          name="note"
          label={t("contacts.note")}
          defaultValue={contact?.note ?? ""}
          lines={3}
          maxLength={2000}
        />
      </div>
    </Form>
  );
}

function bodyOf(values: Values): ContactPatch {
  const body: Record<string, string> = {};
  for (const field of PLAIN) body[field] = values[field]?.trim() ?? "";
  for (const field of HIDDEN) if (values[field]?.trim()) body[field] = values[field].trim();
  if (values.decisionRole) body.decisionRole = values.decisionRole;
  return body as ContactPatch;
}

/** A number that was hidden and written over cannot be brought back: then there is no undo. */
function undoOf(contact: Contact, body: ContactPatch) {
  if (HIDDEN.some((field) => body[field] !== undefined)) return {};
  const { name, title, department, note, decisionRole } = contact;
  return { undo: (now: Contact) => patchContact(now, { name, title, department, note, decisionRole }) };
}
