import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";
import { gridSearch } from "../../ui/grid/view";

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/import",
    validateSearch: gridSearch,
    loader: texts("imports", "parts", "words"),
    component: lazyRouteComponent(() => import("./list/ImportsPage"), "ImportsPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/import/$importId",
    loader: texts("imports", "parts", "words", "problems"),
    component: lazyRouteComponent(() => import("./record/ImportPage"), "ImportPage"),
  }),
] as const;
