import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { readTouched } from "../../api/anew";
import { api, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import { outboxOf, type Sent } from "../../app/outbox";
import { useSession } from "../../app/session";
import { tell } from "../../ui/toasts";
import type { LogSheetProps } from "../LogSheet";
import { bodyOf, type Draft, dropDraft, emptyDraft, hasWords, keepDraft, keptDraft, needsText } from "./draft";
import { keepRecent } from "./recent";
import { dropTodoPick } from "./todoPicks";

/** What is being written, kept as it grows, and how it is sent. */
export function useLogSheet({ of, contactIds, todo, onOpenChange, onLogged }: LogSheetProps) {
  const { t } = useTranslation(["log", "ui"]);
  const { me, zone } = useSession();
  const client = useQueryClient();
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

  const takeBack = (id: string): Promise<unknown> => {
    const params = { path: { interaction_id: id } };
    return reply(api.POST("/v1/interactions/{interaction_id}:archive", { params, body: {} }));
  };
  /** What waits on the device can be deleted there; only what was sent is taken back. */
  const say = (sent: Sent): void => {
    if (sent.state === "kept") tell(t("waiting"));
    else tell(t("sent"), () => void command.run(() => takeBack(sent.interaction.id), { done: t("ui:undone") }));
  };

  const send = async (): Promise<void> => {
    if (needsText(draft)) {
      setMissing(true);
      return;
    }
    const body = bodyOf(draft, of, zone);
    const done = isDone ? todo?.id : undefined;
    const sent = await command.run(() => outboxOf(me.id).log(body, done), { quiet: true });
    if (!sent) return;
    say(sent);
    isSent.current = true;
    dropDraft(me.id, of);
    keepRecent(me.id, of);
    if (done) dropTodoPick(me.id, done);
    onLogged?.();
    onOpenChange(false);
    if (done && sent.state === "sent") await readTouched(client, ["todos"]);
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
