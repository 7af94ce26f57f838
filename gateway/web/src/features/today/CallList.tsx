import { useTranslation } from "react-i18next";
import { $api } from "../../api/client";
import { useContactsOf } from "../../parts/log/subject";
import type { Todo } from "../../parts/todos/todo";
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

function Dial({ of: { name, phone }, onCalled }: { of: Callable; onCalled: () => void }) {
  const { t } = useTranslation("today");
  if (phone.includes("*")) return <span className="brief-hidden">{phone}</span>;
  return (
    <a
      className="button"
      href={`tel:${phone.replace(/[^\d+]/g, "")}`}
      aria-label={t("brief.call", { name })}
      onClick={onCalled}
    >
      <Icon name="phone" />
      {phone}
    </a>
  );
}
