import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { said } from "../../parts/said";
import { placeOfTodo } from "../../parts/todos/place";
import { actionOf, headingOf, type Todo } from "../../parts/todos/todo";
import { useTodoWords } from "../../parts/todos/useTodoWords";
import { Button } from "../../ui/Button";
import { GoLink } from "../../ui/Go";
import { Dialog } from "../../ui/overlays";
import { Badge, DateText, Money } from "../../ui/shown";
import { CallList } from "./CallList";
import { NextSteps } from "./NextSteps";
import type { RowActs } from "./rowActs";

interface BriefProps {
  todo: Todo;
  acts: RowActs;
  close: () => void;
}

/** Before one picks up the phone: what to reach, why now, what it is about, and whom to call. */
export function Brief({ todo, acts, close }: BriefProps) {
  const { t } = useTranslation("today");
  const { language, zone } = useSession();
  const words = useTodoWords();
  const { task, subject } = headingOf(todo, language);
  const go = placeOfTodo(todo);
  const log = (contactId?: string): void => {
    close();
    acts.log(todo, contactId);
  };
  return (
    <Dialog title={subject || task} isOpen onOpenChange={close}>
      <div className="brief">
        <div className="todo-chips">
          <Badge tone="on">{task}</Badge>
          <Clock of={words.clock(todo)} />
        </div>
        <section>
          <h3>{t("brief.do")}</h3>
          <p className="brief-do">{actionOf(todo, language) || task}</p>
          {todo.subjectType === "opportunity" && <NextSteps id={todo.subjectId} />}
        </section>
        <section>
          <h3>{t("brief.why")}</h3>
          <ul className="brief-list">
            {todo.reasons.toReversed().map((reason) => (
              <li key={reason.code}>{said(reason, language)}</li>
            ))}
          </ul>
        </section>
        {todo.items.some(({ amount }) => amount) && (
          <section>
            <h3>{t("brief.about")}</h3>
            <ul className="brief-list items">
              {todo.items.map(({ subjectId, name, number, amount, dueDate }) => (
                <li key={subjectId}>
                  <span>
                    {name} <small>{number}</small>
                  </span>
                  <span>{dueDate && <DateText of={dueDate} zone={zone} />}</span>
                  {amount && <Money of={amount} />}
                </li>
              ))}
            </ul>
          </section>
        )}
        <CallList todo={todo} onCalled={log} />
      </div>
      <footer className="brief-foot">
        {go && (
          <GoLink go={go} className="button plain">
            {t("brief.open")}
          </GoLink>
        )}
        {acts.canLog(todo) && (
          <Button kind="main" onPress={() => log()}>
            {t("brief.log")}
          </Button>
        )}
      </footer>
    </Dialog>
  );
}

function Clock({ of: { text, tone } }: { of: ReturnType<ReturnType<typeof useTodoWords>["clock"]> }) {
  return <Badge {...(tone && { tone })}>{text}</Badge>;
}
