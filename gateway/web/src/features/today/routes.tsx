import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { meQuery } from "../../app/session";
import { texts } from "../../i18n";
import { ofWhom, SHOWN, type TodaySearch } from "./search";
import { todosQuery } from "./todosQuery";

const words = texts("today", "todos");

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/today",
    validateSearch: ({ show, who }: Record<string, unknown>): TodaySearch => {
      const shown = SHOWN.find((each) => each === show);
      return { ...(shown && { show: shown }), ...(typeof who === "string" && who && { who }) };
    },
    loaderDeps: ({ search }) => search,
    loader: async ({ context: { client }, deps: { show, who } }) => {
      const { user } = await client.ensureQueryData(meQuery);
      void client.prefetchInfiniteQuery(todosQuery(show, ofWhom(who, user?.id ?? "")));
      await words();
    },
    component: lazyRouteComponent(() => import("./page"), "TodayPage"),
  }),
] as const;
