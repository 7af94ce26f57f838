import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import { logLater, type Sent } from "../../app/outbox";
import { useSession } from "../../app/session";
import { tell } from "../../ui/toasts";
import type { LogSheetProps } from "../LogSheet";
import { bodyOf, type Draft, dropDraft, emptyDraft, hasWords, keepDraft, keptDraft, needsText } from "./draft";
import { keepRecent } from "./recent";

/** What is being written, kept as it grows, and how it is sent. */
export function useLogSheet({ of, contactIds, todo, onOpenChange, onLogged }: LogSheetProps) {
  const { t } = useTranslation("log");
  const { me, zone } = useSession();
  const command = useCommand();
  const [kept] = useState(() => keptDraft(me.id, of));
  const [draft, setDraft] = useState<Draft>(() => kept ?? emptyDraft(contactIds));
  const [isDone, setDone] = useState(true);
  const [isMissing, setMissing] = useState(false);
  const isSent = useRef(false);

  useEffect(() => {
    if (!isSent.current) keepDraft(me.id, of, draft);
  }, [me.id, of, draft]);

  const change = useCallback((to: Partial<Draft>): void => {
    setMissing(false);
    setDraft((before) => ({ ...before, ...to }));
  }, []);

  const takeBack = async (sent: Sent): Promise<void> => {
    if (sent.state !== "sent") return;
    const params = { path: { interaction_id: sent.interaction.id } };
    await reply(api.POST("/v1/interactions/{interaction_id}:archive", { params, body: {} }));
  };

  const send = async (): Promise<void> => {
    if (needsText(draft)) {
      setMissing(true);
      return;
    }
    const body = bodyOf(draft, of, zone);
    const sent = await command.run(() => logLater(body), {
      quiet: true,
      done: ({ state }) => t(state === "sent" ? "sent" : "waiting"),
      ...(navigator.onLine && { undo: takeBack }),
    });
    if (!sent) return;
    isSent.current = true;
    dropDraft(me.id, of);
    keepRecent(me.id, of);
    onLogged?.();
    onOpenChange(false);
    if (todo && isDone && sent.state === "sent") {
      const params = { path: { todo_id: todo.id } };
      await command.run(() => reply(api.POST("/v1/todos/{todo_id}:complete", { params, body: {} })));
    }
  };

  const close = (isOpen: boolean): void => {
    if (!isOpen && hasWords(draft) && !isSent.current) tell(t("keptDraft"));
    onOpenChange(isOpen);
  };

  const startAnew = (): void => setDraft(emptyDraft(contactIds));

  return {
    draft,
    change,
    setDraft,
    body: bodyOf(draft, of, zone),
    isDone,
    setDone,
    isMissing,
    isRestored: kept !== undefined && hasWords(draft),
    startAnew,
    send,
    close,
    ...command,
  };
}
