import { keepPreviousData } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { $api } from "../../api/client";
import { useSession } from "../../app/session";
import { recentSubjects } from "../../parts/log/recent";
import type { LoggedType, LogSubject } from "../../parts/log/subject";
import { keepTodoPicks, keptTodoPicks, type TodoPick, todoPicksOf } from "../../parts/log/todoPicks";
import { useRested } from "../../ui/useRested";

/** Somebody to write about: the subject, and what tells it from others of its name. */
export interface Pick {
  subject: LogSubject;
  note: string;
  /** A person of the customer: whom the talk was with. */
  contactId?: string;
  /** What it was picked from, where a talk alone does not end that. */
  todo?: { id: string; title: string };
}

const PAUSE = 150;
const MOST_TODOS = 8;
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

/** What the day asks for; without a network, what it asked for when it was read last. */
export function useTodoPicks(): Pick[] {
  const { me, may, language } = useSession();
  const params = { query: { pageSize: 20, filter: `owner_id = "${me.id}" AND state = OPEN` } };
  const { data } = $api.useQuery("get", "/v1/todos", { params }, { enabled: may("todo.read") });
  const read = useMemo(() => data && todoPicksOf(data.todos, language), [data, language]);
  useEffect(() => {
    if (read) keepTodoPicks(me.id, read);
  }, [me.id, read]);
  return (read ?? keptTodoPicks(me.id)).slice(0, MOST_TODOS).map(pickOf);
}

function pickOf({ id, subject, task, isEndedByPerson }: TodoPick): Pick {
  return { subject, note: task, ...(isEndedByPerson && { todo: { id, title: task } }) };
}

function once(subjects: readonly LogSubject[]): Pick[] {
  const seen = new Map<string, LogSubject>();
  for (const subject of subjects) if (!seen.has(subject.id)) seen.set(subject.id, subject);
  return [...seen.values()].map((subject) => ({ subject, note: "" }));
}
