import { useTranslation } from "react-i18next";
import { type Go, GoLink } from "./Go";
import { Avatar } from "./shown";
import "./person.css";

export interface PersonProps {
  /** Nobody, where it is empty. */
  name: string | undefined;
  /** A word more: the team, the role. */
  note?: string | undefined;
  go?: Go;
  /** Without the picture: in text, in narrow cells. */
  isPlain?: boolean;
}

/** Somebody: picture and name. */
export function Person({ name, note, go, isPlain = false }: PersonProps) {
  const { t } = useTranslation();
  if (!name) return <span className="person-none">{t("nobody")}</span>;
  const text = (
    <span className="person-words">
      <span className="person-name">{name}</span>
      {note && <span className="person-note">{note}</span>}
    </span>
  );
  const content = (
    <>
      {/* The name stands beside it. */}
      {!isPlain && (
        <span aria-hidden="true" className="person-face">
          <Avatar name={name} />
        </span>
      )}
      {text}
    </>
  );
  return go ? (
    <GoLink go={go} className="person">
      {content}
    </GoLink>
  ) : (
    <span className="person">{content}</span>
  );
}
