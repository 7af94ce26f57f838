import { useRouter } from "@tanstack/react-router";
import type { RefObject } from "react";
import { Menu, MenuItem } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { todayIn } from "../../parts/days";
import { nextMonday, plusDays } from "../../parts/moments";
import type { Todo } from "../../parts/todos/todo";
import { type Go, linkOf } from "../../ui/Go";
import type { CalendarActs } from "./acts";
import "../../ui/overlays.css";
import "../../ui/choices.css";

interface EntryMenuProps {
  of: RefObject<HTMLElement | null>;
  todo: Todo;
  go: Go | undefined;
  acts: CalendarActs;
  close: () => void;
}

export function EntryMenu({ of, todo, go, acts, close }: EntryMenuProps) {
  const { t } = useTranslation("todos");
  const { zone } = useSession();
  const router = useRouter();
  const today = todayIn(zone);
  const items = [
    { id: "open", isThere: Boolean(go), act: () => void (go && router.navigate(linkOf(go) as never)) },
    { id: "log", isThere: acts.canLog(todo), act: () => acts.log(todo) },
    { id: "complete", isThere: acts.mayChange, act: () => acts.complete(todo) },
    { id: "tomorrow", isThere: acts.mayChange, act: () => acts.move(todo, plusDays(today, 1)) },
    { id: "monday", isThere: acts.mayChange, act: () => acts.move(todo, nextMonday(today)) },
    { id: "move", isThere: acts.mayChange, act: () => acts.choose(todo) },
  ].filter(({ isThere }) => isThere);
  return (
    <Popover className="over" triggerRef={of} placement="bottom start" isOpen onOpenChange={close}>
      <Menu className="options" aria-label={todo.title} onClose={close} autoFocus="first">
        {items.map(({ id, act }) => (
          <MenuItem key={id} className="option" onAction={act}>
            {t(`act.${id}`)}
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  );
}
