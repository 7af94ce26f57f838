import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../../../api/command";
import { useSession } from "../../../../app/session";
import { IconButton } from "../../../../ui/Button";
import { Confirm } from "../../../../ui/Confirm";
import { Icon } from "../../../../ui/Icon";
import { type Act, Drawer, Menu } from "../../../../ui/overlays";
import type { Contact } from "../../types";
import { ContactForm } from "./ContactForm";
import { archiveContact, eraseContact, patchContact, restoreContact } from "./contacts";

/** What can be done about somebody there. */
export function ContactMenu({ contact }: { contact: Contact }) {
  const { t } = useTranslation("customers");
  const { may } = useSession();
  const { run, isPending, problem } = useCommand();
  const [doing, setDoing] = useState<"edit" | "erase" | null>(null);
  const close = (): void => setDoing(null);
  const leave = (departed: boolean): void => {
    void run(() => patchContact(contact, { departed }), {
      done: t("saved"),
      undo: (changed) => patchContact(changed, { departed: !departed }),
    });
  };
  const acts: Act[] = [];
  if (may("contact.update") && !contact.archiveTime) {
    acts.push({ id: "edit", name: t("contacts.edit"), icon: "edit", act: () => setDoing("edit") });
    acts.push({
      id: "departed",
      name: t(contact.departed ? "contacts.isBack" : "contacts.hasLeft"),
      icon: contact.departed ? "undo" : "out",
      act: () => leave(!contact.departed),
    });
  }
  if (may("contact.archive")) {
    const [act, undo] = contact.archiveTime ? [restoreContact, archiveContact] : [archiveContact, restoreContact];
    const done = t(contact.archiveTime ? "contacts.restored" : "contacts.removed");
    acts.push({
      id: "archive",
      name: t(contact.archiveTime ? "contacts.restore" : "contacts.remove"),
      icon: contact.archiveTime ? "undo" : "archive",
      act: () => void run(() => act(contact), { done, undo }),
    });
  }
  if (may("contact.erase"))
    acts.push({ id: "erase", name: t("contacts.erase"), icon: "lock", act: () => setDoing("erase") });
  return (
    <>
      <Menu
        acts={acts}
        aria-label={contact.name}
        trigger={
          <IconButton aria-label={t("contacts.more", { name: contact.name })}>
            <Icon name="more" />
          </IconButton>
        }
      />
      {doing === "edit" && (
        <Drawer title={t("contacts.editTitle", { name: contact.name })} isOpen onOpenChange={close}>
          <ContactForm accountId={contact.accountId} contact={contact} close={close} />
        </Drawer>
      )}
      {doing === "erase" && (
        <Confirm
          title={t("contacts.eraseTitle", { name: contact.name })}
          confirm={t("contacts.erase")}
          reason="required"
          isOpen
          onOpenChange={close}
          isPending={isPending}
          problem={problem}
          onConfirm={async (reason) =>
            Boolean(await run(() => eraseContact(contact, reason), { done: t("contacts.erasedDone"), quiet: true }))
          }
        >
          {t("contacts.eraseLead")}
        </Confirm>
      )}
    </>
  );
}
