import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../../../api/command";
import { useSession } from "../../../../app/session";
import { Button } from "../../../../ui/Button";
import { Confirm } from "../../../../ui/Confirm";
import { Icon } from "../../../../ui/Icon";
import type { Contact } from "../../types";
import { readContact, revealContact } from "./contacts";

const isHidden = (text: string): boolean => text.includes("*");

/** Phone, mail and WeChat: hidden until one asks for them; who does not look after the customer says why. */
export function Reached({ contact }: { contact: Contact }) {
  const { t } = useTranslation("customers");
  const { me, may } = useSession();
  const { run, isPending, problem } = useCommand();
  const [full, setFull] = useState<Contact>();
  const [isAsking, setAsking] = useState(false);
  const { phone, email, wechat } = full ?? contact;
  const isOwn = contact.ownerId === me.id || contact.sharedWith.includes(me.id);
  const hidden = [phone, email, wechat].some(isHidden);
  const mayShow = hidden && (isOwn || may("contact.reveal"));
  const show = async (): Promise<void> => {
    if (isOwn) setFull((await run(() => readContact(contact))) ?? full);
    else setAsking(true);
  };
  if (!phone && !email && !wechat) return <p className="customer-quiet">{t("contacts.noWay")}</p>;
  return (
    <div className="contact-ways">
      {phone && <Phone of={phone} name={contact.name} />}
      {email && (isHidden(email) ? <span>{email}</span> : <a href={`mailto:${email}`}>{email}</a>)}
      {wechat && <span>{t("contacts.wechat", { wechat })}</span>}
      {mayShow && (
        <Button kind="plain" isPending={isPending} onPress={() => void show()}>
          <Icon name="eye" />
          {t("contacts.show")}
        </Button>
      )}
      <Confirm
        title={t("contacts.showTitle", { name: contact.name })}
        confirm={t("contacts.show")}
        reason="required"
        reasonLabel={t("contacts.showWhy")}
        isOpen={isAsking}
        onOpenChange={setAsking}
        isPending={isPending}
        problem={problem}
        onConfirm={async (reason) => {
          const found = await run(() => revealContact(contact, reason), { quiet: true });
          if (found) setFull(found);
          return Boolean(found);
        }}
      >
        {t("contacts.showLead")}
      </Confirm>
    </div>
  );
}

function Phone({ of, name }: { of: string; name: string }) {
  const { t } = useTranslation("customers");
  if (isHidden(of)) return <span className="contact-number">{of}</span>;
  return (
    <a
      className="button"
      href={`tel:${of.replace(/[^\d+]/g, "")}`}
      aria-label={t("contacts.call", { name, phone: of })}
    >
      <Icon name="phone" />
      {of}
    </a>
  );
}
