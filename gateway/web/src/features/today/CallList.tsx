import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import { BestTime, useMayKnowBestTime } from "../../parts/BestTime";
import { useContactsOf } from "../../parts/log/subject";
import type { Todo } from "../../parts/todos/todo";
import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { Skeleton } from "../../ui/shown";

interface Callable {
  id: string;
  name: string;
  title: string;
  phone: string;
}

const SHOWN = 6;

/** The people of the customer with their numbers. A number that may not be seen cannot be called. */
export function CallList({ todo, onCalled }: { todo: Todo; onCalled: (contactId?: string) => void }) {
  const { t } = useTranslation("today");
  const mayKnowBestTime = useMayKnowBestTime();
  const isLead = todo.subjectType === "lead";
  const lead = $api.useQuery(
    "get",
    "/v1/leads/{lead_id}",
    { params: { path: { lead_id: todo.subjectId } } },
    { enabled: isLead },
  );
  const contacts = useContactsOf(isLead ? undefined : todo.customerId || undefined);
  if (lead.isLoading || contacts.isLoading) return <Skeleton lines={2} />;
  const people: Callable[] = isLead ? (lead.data ? [lead.data] : []) : (contacts.data?.contacts ?? []);
  const shown = people.filter(({ phone }) => phone).slice(0, SHOWN);
  if (shown.length === 0) return null;
  return (
    <section>
      <h3>{t("brief.who")}</h3>
      {mayKnowBestTime && (
        <BestTime subjectType={isLead ? "lead" : "account"} subjectId={isLead ? todo.subjectId : todo.customerId} />
      )}
      <ul className="brief-list calls">
        {shown.map((person) => (
          <li key={person.id}>
            <span>
              {person.name} <small>{person.title}</small>
            </span>
            <Dial of={person} onCalled={() => onCalled(isLead ? undefined : person.id)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Lists mask numbers; whoever may see one reads it with its person, and that is what the audit keeps. */
function Dial({ of: { id, name, phone }, onCalled }: { of: Callable; onCalled: () => void }) {
  const { t } = useTranslation("today");
  const { run, isPending } = useCommand();
  const [read, setRead] = useState<string>();
  const shown = read ?? phone;
  const reveal = async (): Promise<void> => {
    const params = { path: { contact_id: id } };
    const contact = await run(() => reply(api.GET("/v1/contacts/{contact_id}", { params })));
    if (contact) setRead(contact.phone);
  };
  if (!isMasked(shown)) {
    return (
      <a
        className="button"
        href={telephone(shown)}
        aria-label={t("brief.call", { name, phone: shown })}
        onClick={onCalled}
      >
        <Icon name="phone" />
        {shown}
      </a>
    );
  }
  if (read) return <span className="brief-hidden">{shown}</span>;
  return (
    <Button isPending={isPending} aria-label={t("brief.reveal", { name, phone: shown })} onPress={() => void reveal()}>
      <Icon name="eye" />
      {shown}
    </Button>
  );
}

const isMasked = (phone: string): boolean => phone.includes("*");
const telephone = (phone: string): string => `tel:${phone.replace(/[^\d+]/g, "")}`;
