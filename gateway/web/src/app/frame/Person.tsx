import { lazy, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../ui/Button";
import { Avatar } from "../../ui/shown";
import { useSession } from "../session";

// Menus are a large part of the components: fetched when somebody first wants one.
const PersonMenu = lazy(() => import("./PersonMenu").then((module) => ({ default: module.PersonMenu })));

export function Person() {
  const { t } = useTranslation();
  const { me } = useSession();
  const button = useRef<HTMLSpanElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <span ref={button}>
      <IconButton
        aria-label={t("frame.person", { name: me.name })}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onPress={() => setOpen(true)}
      >
        <Avatar name={me.name} />
      </IconButton>
      {isOpen && (
        <Suspense>
          <PersonMenu of={button} close={() => setOpen(false)} />
        </Suspense>
      )}
    </span>
  );
}
