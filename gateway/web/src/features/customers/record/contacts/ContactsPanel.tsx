import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../../app/session";
import { BestTime, useMayKnowBestTime } from "../../../../parts/BestTime";
import { Button } from "../../../../ui/Button";
import { Failure } from "../../../../ui/Failure";
import { Icon } from "../../../../ui/Icon";
import { Drawer } from "../../../../ui/overlays";
import { Panel } from "../../../../ui/Panel";
import { Skeleton } from "../../../../ui/shown";
import { useContacts } from "../../queries";
import type { PartProps } from "../sections";
import { ContactForm } from "./ContactForm";
import { ContactLine } from "./ContactLine";
import { inDecisionOrder } from "./contacts";

/** The people there, who decides first. */
export function ContactsPanel({ account }: PartProps) {
  const { t } = useTranslation(["customers", "parts"]);
  const { may } = useSession();
  const [isWithArchived, setWithArchived] = useState(false);
  const mayKnowBestTime = useMayKnowBestTime();
  const { data, error, refetch } = useContacts(account.id, isWithArchived);
  if (!may("contact.read")) return null;
  const people = data && inDecisionOrder(data.contacts);
  const mayAdd = may("contact.create") && !account.archiveTime && !account.poolId;
  return (
    <Panel
      title={t("contacts.title")}
      note={people && people.length > 0 && people.length}
      actions={
        mayAdd && (
          <Drawer
            title={t("contacts.add")}
            trigger={
              <Button kind="plain">
                <Icon name="plus" />
                {t("contacts.add")}
              </Button>
            }
          >
            {(close) => <ContactForm accountId={account.id} close={close} />}
          </Drawer>
        )
      }
    >
      {error ? (
        <Failure of={error} retry={() => void refetch()} isSmall />
      ) : !people ? (
        <Skeleton lines={4} />
      ) : (
        <>
          {people.length === 0 && <p className="customer-none">{t("contacts.none")}</p>}
          {people.length > 0 && mayKnowBestTime && (
            <div className="contacts-best">
              {t("parts:bestTime.name")} <BestTime subjectType="account" subjectId={account.id} />
            </div>
          )}
          <ul className="customer-list">
            {people.map((each) => (
              <ContactLine key={each.id} contact={each} />
            ))}
          </ul>
          {may("contact.archive") && (
            <Button kind="plain" onPress={() => setWithArchived(!isWithArchived)}>
              {t(isWithArchived ? "contacts.withoutArchived" : "contacts.withArchived")}
            </Button>
          )}
        </>
      )}
    </Panel>
  );
}
