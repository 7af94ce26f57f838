import { useRouter } from "@tanstack/react-router";
import { type FormEvent, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { api, reply } from "../../api/client";
import { isReached, onReach } from "../../api/reach";
import { useWords } from "../../i18n/words";
import { LogSheet, usePreparedLogSheet } from "../../parts/LogSheet";
import { TextField } from "../../ui/fields";
import { Page } from "../../ui/Page";
import { EmptyState, Skeleton } from "../../ui/shown";
import { type Line, Lines } from "./Lines";
import { isLogged, type Pick, useFound, useRecent, useTodoPicks } from "./picks";
import "./log.css";

/** Who was talked with; then the sheet. */
export function LogPage() {
  const { t } = useTranslation("log");
  const word = useWords();
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const [picked, setPicked] = useState<Pick>();
  const isOnline = useSyncExternalStore(onReach, isReached);
  const { results, isSearching } = useFound(isOnline ? typed : "");
  const [recent, todos] = [useRecent(), useTodoPicks()];
  usePreparedLogSheet();

  const lineOf = (pick: Pick): Line => ({
    id: pick.subject.id,
    type: pick.subject.type,
    name: pick.subject.name,
    note: pick.note || word("type", pick.subject.type),
    pick: () => setPicked(pick),
  });
  const found = results.map(({ type, id, title, subtitle, number }): Line => {
    const name = title || number;
    const note = [word("type", type), subtitle].filter(Boolean).join(" · ");
    const pick = async (): Promise<void> =>
      setPicked(isLogged(type) ? { subject: { type, id, name }, note } : await ofContact(id));
    return { id, type, name, note, pick: () => void pick() };
  });
  const first = found[0];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isSearching) first?.pick();
  };
  const isTyped = typed.trim() !== "" && isOnline;
  // Without a network nobody can be searched for, but those who are there can be told apart.
  const isMeant = ({ subject }: Pick): boolean => isOnline || subject.name.includes(typed.trim());
  const isEmpty = !isTyped && recent.length === 0 && todos.length === 0;
  return (
    <Page title={t("pick.title")} finding={t("pick.finding")} note={t(isOnline ? "pick.note" : "pick.away")}>
      <div className="pick-page">
        <form onSubmit={submit} className="pick-search">
          <TextField
            type="search"
            label={t("pick.search")}
            placeholder={t("pick.placeholder")}
            value={typed}
            onChange={setTyped}
            maxLength={100}
            autoComplete="off"
            autoFocus
          />
        </form>
        {isTyped && <Lines title={t("pick.found")} of={found} />}
        {isTyped && isSearching && found.length === 0 && <Skeleton lines={3} />}
        {isTyped && !isSearching && found.length === 0 && <p className="pick-none">{t("pick.none")}</p>}
        {!isTyped && <Lines title={t("pick.todos")} of={todos.filter(isMeant).map(lineOf)} />}
        {!isTyped && <Lines title={t("pick.recent")} of={recent.filter(isMeant).map(lineOf)} />}
        {isEmpty && <EmptyState title={t("pick.emptyTitle")}>{t("pick.empty")}</EmptyState>}
      </div>
      {picked && (
        <LogSheet
          of={picked.subject}
          contactIds={picked.contactId ? [picked.contactId] : []}
          todo={picked.todo}
          isOpen
          onOpenChange={() => setPicked(undefined)}
          onLogged={() => router.history.canGoBack() && router.history.back()}
        />
      )}
    </Page>
  );
}

/** A person stands for the customer, and took part. */
async function ofContact(id: string): Promise<Pick> {
  const { accountId, name } = await reply(
    api.GET("/v1/contacts/{contact_id}", { params: { path: { contact_id: id } } }),
  );
  const account = await reply(api.GET("/v1/accounts/{account_id}", { params: { path: { account_id: accountId } } }));
  return { subject: { type: "account", id: accountId, name: account.name }, note: name, contactId: id };
}
