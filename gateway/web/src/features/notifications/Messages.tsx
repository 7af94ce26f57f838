import { useTranslation } from "react-i18next";
import { useSession } from "../../app/session";
import { useWords } from "../../i18n/words";
import { Button } from "../../ui/Button";
import { Panel } from "../../ui/Panel";
import { Badge, DateText, Skeleton } from "../../ui/shown";
import type { Message, useMessages } from "./queries";
import { useOpening } from "./useOpening";

interface MessagesProps {
  title: string;
  of: ReturnType<typeof useMessages>;
}

export function Messages({ title, of }: MessagesProps) {
  const { t } = useTranslation("notifications");
  if (of.messages?.length === 0) return null;
  return (
    <Panel title={title} isFlush>
      {of.messages ? (
        <ul className="messages">
          {of.messages.map((message) => (
            <Line key={message.id} of={message} />
          ))}
        </ul>
      ) : (
        <div className="messages-waiting">
          <Skeleton lines={4} />
        </div>
      )}
      {of.hasNextPage && (
        <div className="messages-more">
          <Button kind="plain" isPending={of.isFetchingNextPage} onPress={() => void of.fetchNextPage()}>
            {t("more")}
          </Button>
        </div>
      )}
    </Panel>
  );
}

function Line({ of }: { of: Message }) {
  const { t } = useTranslation("notifications");
  const word = useWords();
  const { zone } = useSession();
  const { open, read, isPending } = useOpening();
  const { title, body, lines, kind, urgent, sentTime, readTime, subjectId } = of;
  const isDigest = kind !== "NOTIFICATION_KIND_MESSAGE";
  const parts = lines.length > 1 ? lines : [];
  return (
    <li className={readTime ? "message" : "message unread"}>
      <div className="message-words">
        <div className="message-head">
          {subjectId ? (
            <button type="button" className="message-title" onClick={() => void open(of)}>
              {title}
            </button>
          ) : (
            <span className="message-title">{title}</span>
          )}
          {urgent && <Badge tone="warn">{t("urgent")}</Badge>}
          {isDigest && <Badge>{word("NotificationKind", kind)}</Badge>}
        </div>
        {parts.length === 0 && body && <p>{body}</p>}
        {parts.length > 0 && (
          <ul className="message-parts">
            {parts.map((line) => (
              <li key={`${line.event} ${line.subjectId} ${line.eventTime}`}>
                <button type="button" onClick={() => void open(of, line.subjectType, line.subjectId)}>
                  {line.title}
                </button>
                {line.body && <span>{line.body}</span>}
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="message-side">
        {sentTime && <DateText of={sentTime} zone={zone} />}
        {!readTime && (
          <Button kind="plain" isPending={isPending} onPress={() => void read(of)}>
            {t("markRead")}
          </Button>
        )}
      </div>
    </li>
  );
}
