import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";
import { SHOWN, type TodaySearch } from "./search";

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/today",
    validateSearch: ({ show, who }: Record<string, unknown>): TodaySearch => {
      const shown = SHOWN.find((each) => each === show);
      return { ...(shown && { show: shown }), ...(typeof who === "string" && who && { who }) };
    },
    loader: texts("today", "todos"),
    component: lazyRouteComponent(() => import("./page"), "TodayPage"),
  }),
] as const;
