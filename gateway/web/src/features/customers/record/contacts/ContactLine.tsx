import { useTranslation } from "react-i18next";
import { useSession } from "../../../../app/session";
import { useWords } from "../../../../i18n/words";
import { Badge } from "../../../../ui/shown";
import type { Contact } from "../../types";
import { ContactMenu } from "./ContactMenu";
import { ROLE_TONES } from "./contacts";
import { Reached } from "./Reached";

/** Somebody there: the part in the decision, the post, and how to reach them. */
export function ContactLine({ contact }: { contact: Contact }) {
  const { t } = useTranslation("customers");
  const word = useWords();
  const { may } = useSession();
  const { decisionRole: role, departed, archiveTime } = contact;
  const tone = ROLE_TONES[role];
  const isGone = departed || Boolean(archiveTime);
  const hasMenu = may("contact.update") || may("contact.archive") || may("contact.erase");
  return (
    <li className={isGone ? "contact gone" : "contact"}>
      <div className="contact-head">
        <span className="contact-name">{contact.name || t("contacts.erased")}</span>
        {role !== "DECISION_ROLE_UNSPECIFIED" && (
          <Badge {...(tone && !isGone && { tone })}>{word("DecisionRole", role)}</Badge>
        )}
        {departed && <Badge>{t("contacts.departed")}</Badge>}
        {archiveTime && <Badge>{t("contacts.archived")}</Badge>}
        {hasMenu && <ContactMenu contact={contact} />}
      </div>
      <p className="customer-quiet">{[contact.title, contact.department].filter(Boolean).join(" · ")}</p>
      {contact.note && <p className="customer-quiet">{contact.note}</p>}
      {!archiveTime && <Reached contact={contact} />}
    </li>
  );
}
