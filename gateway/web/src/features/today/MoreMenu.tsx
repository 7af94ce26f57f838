import { useRouter } from "@tanstack/react-router";
import type { RefObject } from "react";
import { Menu, MenuItem } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { useTranslation } from "react-i18next";
import { placeOfTodo } from "../../parts/todos/place";
import type { Todo } from "../../parts/todos/todo";
import { linkOf } from "../../ui/Go";
import type { RowActs } from "./rowActs";
import { DONE_KEY } from "./useRowKeys";
import "../../ui/overlays.css";
import "../../ui/choices.css";

interface MoreMenuProps {
  of: RefObject<HTMLElement | null>;
  todo: Todo;
  acts: RowActs;
  close: () => void;
}

export function MoreMenu({ of, todo, acts, close }: MoreMenuProps) {
  const { t } = useTranslation("todos");
  const router = useRouter();
  const go = placeOfTodo(todo);
  return (
    <Popover className="over" triggerRef={of} placement="bottom end" isOpen onOpenChange={close}>
      <Menu className="options" aria-label={t("act.more", { name: todo.title })} onClose={close} autoFocus="first">
        <MenuItem className="option" onAction={() => acts.complete(todo)}>
          <span>{t("act.complete")}</span>
          <kbd>{DONE_KEY.toUpperCase()}</kbd>
        </MenuItem>
        {todo.state === "TODO_STATE_SNOOZED" && (
          <MenuItem className="option" onAction={() => acts.back(todo)}>
            {t("act.back")}
          </MenuItem>
        )}
        <MenuItem className="option" onAction={() => acts.dismiss(todo)}>
          {t("act.dismiss")}
        </MenuItem>
        {go && (
          <MenuItem className="option" onAction={() => void router.navigate(linkOf(go) as never)}>
            {t("act.open")}
          </MenuItem>
        )}
      </Menu>
    </Popover>
  );
}
