import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, Outlet, redirect } from "@tanstack/react-router";
import { Problem } from "../api/problem";
import { Frame } from "./frame/Frame";
import { Missing } from "./Missing";
import { Mistake } from "./Mistake";
import { meQuery } from "./session";

export interface Context {
  client: QueryClient;
}

export const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  errorComponent: Mistake,
  notFoundComponent: Missing,
});

/** Pages within the frame: for who is signed in. */
export const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  beforeLoad: async ({ context: { client }, location }) => {
    const { user, viewEndTime } = await client.ensureQueryData(meQuery).catch(async (error) => {
      if (error instanceof Problem && error.status === 401) throw toSignIn(location.href);
      const kept = await import("./kept").catch(() => undefined);
      const me = kept?.beginKept(client, error);
      if (!me) throw error;
      return me;
    });
    if (user?.mustChangePassword && !viewEndTime) throw toSignIn(location.href);
  },
  component: Frame,
});

/** Pages without: signing in, setting up. */
export const bare = createRoute({ getParentRoute: () => root, id: "bare", component: Outlet });

function toSignIn(to: string): ReturnType<typeof redirect> {
  return redirect({ href: `/signin?to=${encodeURIComponent(to)}` });
}
