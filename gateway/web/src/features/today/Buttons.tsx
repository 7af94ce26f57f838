import { lazy, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isTalk, verbOf } from "../../parts/todos/kinds";
import { placeOfTodo } from "../../parts/todos/place";
import type { Todo } from "../../parts/todos/todo";
import { Button, IconButton } from "../../ui/Button";
import { GoLink } from "../../ui/Go";
import { Icon } from "../../ui/Icon";
import type { RowActs } from "./rowActs";

const SnoozeMenu = lazy(() =>
  import("../../parts/todos/SnoozeMenu").then((module) => ({ default: module.SnoozeMenu })),
);
const MoreMenu = lazy(() => import("./MoreMenu").then((module) => ({ default: module.MoreMenu })));

interface ButtonsProps {
  todo: Todo;
  name: string;
  verb: string;
  acts: RowActs;
  isFirst: boolean;
}

export function Buttons({ todo, name, verb, acts, isFirst }: ButtonsProps) {
  const { t } = useTranslation("todos");
  const later = useRef<HTMLSpanElement>(null);
  const more = useRef<HTMLSpanElement>(null);
  const [open, setOpen] = useState<"later" | "more">();
  const close = (): void => setOpen(undefined);
  return (
    <div className="todo-acts">
      <Main todo={todo} verb={verb} acts={acts} isFirst={isFirst} />
      {acts.canLog(todo) && (
        <Button kind="plain" data-act="log" onPress={() => acts.log(todo)}>
          {t("act.log")}
        </Button>
      )}
      {acts.mayChange && (
        <>
          <span ref={later}>
            <Button kind="plain" data-act="later" aria-haspopup="menu" onPress={() => setOpen("later")}>
              {t("act.snooze")}
            </Button>
          </span>
          <span ref={more}>
            <IconButton aria-label={t("act.more", { name })} aria-haspopup="menu" onPress={() => setOpen("more")}>
              <Icon name="more" />
            </IconButton>
          </span>
        </>
      )}
      <Suspense>
        {open === "later" && (
          <SnoozeMenu
            of={later}
            close={close}
            onSnooze={(until, said) => acts.snooze(todo, until, said)}
            onChoose={() => acts.snoozeTo(todo)}
          />
        )}
        {open === "more" && <MoreMenu of={more} todo={todo} acts={acts} close={close} />}
      </Suspense>
    </div>
  );
}

/** How one begins with it: by talking, on the record's page, or by having done it. */
function Main({ todo, verb, acts, isFirst }: Omit<ButtonsProps, "name">) {
  const { t } = useTranslation("todos");
  const kind = isFirst ? { kind: "main" as const } : {};
  const go = placeOfTodo(todo);
  if (isTalk(todo)) {
    return (
      <Button {...kind} data-act="main" onPress={() => acts.brief(todo)}>
        {verb}
      </Button>
    );
  }
  if (verbOf(todo) && go) {
    return (
      <GoLink go={go} className={isFirst ? "button main" : "button"}>
        {verb}
      </GoLink>
    );
  }
  if (!acts.mayChange) return null;
  return (
    <Button {...kind} data-act="main" onPress={() => acts.complete(todo)}>
      {t("act.complete")}
    </Button>
  );
}
