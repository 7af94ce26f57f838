import type { LoggedType } from "../../parts/log/subject";
import { Icon, type IconName } from "../../ui/Icon";

const ICONS: Readonly<Partial<Record<LoggedType | "contact", IconName>>> = {
  account: "building",
  lead: "flag",
  contact: "person",
  opportunity: "board",
  contract: "contract",
};

export interface Line {
  id: string;
  type: string;
  name: string;
  note: string;
  pick: () => void;
}

/** Who can be written about, one below the other, as wide as a thumb wants it. */
export function Lines({ title, of }: { title: string; of: readonly Line[] }) {
  if (of.length === 0) return null;
  return (
    <section className="pick-group">
      <h2>{title}</h2>
      <ul>
        {of.map(({ id, type, name, note, pick }) => (
          <li key={id}>
            <button type="button" className="pick" onClick={pick}>
              <Icon name={ICONS[type as LoggedType] ?? "money"} size={18} />
              <span className="pick-name">{name}</span>
              <span className="pick-note">{note}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
