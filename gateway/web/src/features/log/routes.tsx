import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/log",
    loader: texts("log", "words"),
    component: lazyRouteComponent(() => import("./page"), "LogPage"),
  }),
] as const;
