import { useSuspenseQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../api/client";
import type { components } from "../api/generated/openapi";
import { type Language, languageOf } from "../i18n";

export type Me = components["schemas"]["identity.Me"];
export type User = components["schemas"]["identity.User"];
export type Tenant = components["schemas"]["identity.Tenant"];
export type Reach = components["schemas"]["identity.Reach"];

export interface Session {
  me: User;
  company: Tenant;
  teams: Me["teams"];
  sessionId: string;
  /** Until when somebody else looks with this person's eyes, and can change nothing. */
  viewedUntil: string | undefined;
  /** The time zone of the company: every day on the screen is one of it. */
  zone: string;
  /** The currency that the company keeps its books in. */
  currency: string;
  language: Language;
  /** Whether the caller may do this to anything at all: "lead.assign". */
  may: (permission: string) => boolean;
  /** How far that goes. */
  reach: (permission: string) => Reach | undefined;
}

/** Who the caller is: asked for once, before the first page is drawn. */
export const meQuery = $api.queryOptions("get", "/v1/me", {}, { staleTime: Number.POSITIVE_INFINITY });

const Context = createContext<Session | null>(null);

export function SessionProvider({ children }: { children: ReactNode }) {
  const { data } = useSuspenseQuery(meQuery);
  const { i18n } = useTranslation();
  const session = useMemo(() => sessionOf(data, languageOf(i18n.language)), [data, i18n.language]);
  return <Context value={session}>{children}</Context>;
}

export function useSession(): Session {
  const session = useContext(Context);
  if (!session) throw new Error("There is no session outside the frame.");
  return session;
}

export function sessionOf(
  { user, tenant, permissions, teams, sessionId, viewEndTime }: Me,
  language: Language,
): Session {
  if (!user || !tenant) throw new Error("The caller is no person.");
  const reaches = new Map(permissions.map((grant) => [grant.permission, grant.reach]));
  return {
    me: user,
    company: tenant,
    teams,
    sessionId,
    viewedUntil: viewEndTime,
    zone: tenant.timeZone || "Asia/Shanghai",
    currency: tenant.functionalCurrency || "CNY",
    language,
    may: (permission) => reaches.has(permission),
    reach: (permission) => reaches.get(permission),
  };
}
