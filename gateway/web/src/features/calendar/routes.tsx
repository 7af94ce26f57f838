import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";
import { calendarSearch } from "./search";

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/calendar",
    validateSearch: calendarSearch,
    loader: texts("calendar", "todos", "words"),
    component: lazyRouteComponent(() => import("./page"), "CalendarPage"),
  }),
] as const;
