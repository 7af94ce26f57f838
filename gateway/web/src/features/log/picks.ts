import { keepPreviousData } from "@tanstack/react-query";
import { useMemo } from "react";
import { $api } from "../../api/client";
import { useSession } from "../../app/session";
import { recentSubjects } from "../../parts/log/recent";
import type { LoggedType, LogSubject } from "../../parts/log/subject";
import { logSubjectOf } from "../../parts/todos/logSubject";
import { headingOf } from "../../parts/todos/todo";
import { useRested } from "../../ui/useRested";

/** Somebody to write about: the subject, and what tells it from others of its name. */
export interface Pick {
  subject: LogSubject;
  note: string;
  /** A person of the customer: whom the talk was with. */
  contactId?: string;
}

const PAUSE = 150;
const SEARCHED = ["account", "lead", "contact", "opportunity", "contract"] as const;
const LOGGED: readonly LoggedType[] = ["account", "lead", "opportunity", "contract"];

/** What is found for the words; a contact stands for its customer, which is looked up when it is picked. */
export function useFound(typed: string) {
  const q = useRested(typed.trim(), PAUSE);
  const { data, isFetching, isError } = $api.useQuery(
    "get",
    "/v1/search",
    { params: { query: { q, types: [...SEARCHED] } } },
    { enabled: q !== "", placeholderData: keepPreviousData, staleTime: 5000 },
  );
  const results = q ? (data?.results ?? []) : [];
  return { results, isSearching: isFetching || q !== typed.trim(), isError };
}

export function isLogged(type: string): type is LoggedType {
  return LOGGED.some((each) => each === type);
}

/** What was written about last, on this device and otherwise. */
export function useRecent(): Pick[] {
  const { me, may } = useSession();
  const params = { query: { pageSize: 30, filter: `person_id = "${me.id}"` } };
  const { data } = $api.useQuery("get", "/v1/interactions", { params }, { enabled: may("interaction.read") });
  return useMemo(() => {
    const written = (data?.interactions ?? []).map(
      ({ subjectType, subjectId, subjectName, accountId }): LogSubject => ({
        type: subjectType as LoggedType,
        id: subjectId,
        name: subjectName,
        ...(accountId && { accountId }),
      }),
    );
    return once([...recentSubjects(me.id), ...written]).slice(0, 12);
  }, [data, me.id]);
}

/** What the day asks for. */
export function useTodoPicks(): Pick[] {
  const { me, may, language } = useSession();
  const params = { query: { pageSize: 8, filter: `owner_id = "${me.id}" AND state = OPEN` } };
  const { data } = $api.useQuery("get", "/v1/todos", { params }, { enabled: may("todo.read") });
  const picks = (data?.todos ?? []).flatMap((todo) => {
    const { task, subject } = headingOf(todo, language);
    const about = logSubjectOf(todo, subject);
    return about ? [{ subject: about, note: task }] : [];
  });
  return picks.filter((pick, at) => picks.findIndex(({ subject }) => subject.id === pick.subject.id) === at);
}

function once(subjects: readonly LogSubject[]): Pick[] {
  const seen = new Map<string, LogSubject>();
  for (const subject of subjects) if (!seen.has(subject.id)) seen.set(subject.id, subject);
  return [...seen.values()].map((subject) => ({ subject, note: "" }));
}
