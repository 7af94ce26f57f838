import type { QueryClient } from "@tanstack/react-query";
import { Problem } from "../api/problem";
import { ME } from "./device";
import { type Me, meQuery, type Tenant, type User } from "./session";

/** As much of who somebody is as the frame needs: no address, no number, no session. */
interface Kept {
  user: Pick<User, "id" | "name" | "teamId" | "roleIds">;
  tenant: Pick<Tenant, "id" | "name" | "code" | "functionalCurrency" | "timeZone" | "sandbox" | "clockOffsetSeconds">;
  permissions: Pick<Me["permissions"][number], "permission" | "reach">[];
  teams: Pick<Me["teams"][number], "id" | "name" | "parentId">[];
}

/** Keeps on this device what the server said of the caller. Not of one whom somebody else looks through, nor of one who has to choose a password. */
export function keepMe({ user, tenant, permissions, teams, viewEndTime }: Me): void {
  if (!user || !tenant || viewEndTime || user.mustChangePassword) return;
  const kept: Kept = {
    user: { id: user.id, name: user.name, teamId: user.teamId, roleIds: user.roleIds },
    tenant: {
      id: tenant.id,
      name: tenant.name,
      code: tenant.code,
      functionalCurrency: tenant.functionalCurrency,
      timeZone: tenant.timeZone,
      sandbox: tenant.sandbox,
      clockOffsetSeconds: tenant.clockOffsetSeconds,
    },
    permissions: permissions.map(({ permission, reach }) => ({ permission, reach })),
    teams: teams.map(({ id, name, parentId }) => ({ id, name, parentId })),
  };
  try {
    localStorage.setItem(ME, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing does not open without a network either.
  }
}

/** Who was signed in here last, in the shape in which the server says it. */
export function keptMe(): Me | undefined {
  try {
    const found: Kept | null = JSON.parse(localStorage.getItem(ME) ?? "null");
    if (!found?.user.id || !found.tenant.id) return undefined;
    const nobody = { email: "", phone: "", locale: "", managerId: "", mustChangePassword: false, etag: "" };
    return {
      user: { ...nobody, state: "USER_STATE_ACTIVE", externalRefs: [], ...found.user },
      tenant: { locale: "", etag: "", ...found.tenant },
      permissions: found.permissions.map((grant) => ({ ...grant })),
      teams: found.teams.map((team) => ({ managerId: "", region: "", externalRefs: [], etag: "", ...team })),
      sessionId: "",
      apiKeyId: "",
      viewerId: "",
    };
  } catch {
    return undefined;
  }
}

const AWAY = new Set([502, 503, 504]);

/**
 * Begins from what is kept, where the server did not answer who the caller is; it is asked again as soon as it can be. Nothing where it did
 * answer, as that it knows the caller no longer, and where nothing is kept.
 */
export function beginKept(client: QueryClient, error: unknown): Me | undefined {
  if (!(error instanceof Problem) || (error.reason !== "UNREACHABLE" && !AWAY.has(error.status))) return undefined;
  const me = keptMe();
  if (!me) return undefined;
  client.setQueryData(meQuery.queryKey, me);
  void client.invalidateQueries({ queryKey: meQuery.queryKey, refetchType: "none" });
  return me;
}
