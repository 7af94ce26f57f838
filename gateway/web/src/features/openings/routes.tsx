import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";
import { gridSearch } from "../../ui/grid/view";

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/receivables/openings",
    validateSearch: gridSearch,
    loader: texts("openings", "parts", "words"),
    component: lazyRouteComponent(() => import("./list/page"), "OpeningsPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/receivables/openings/$openingId",
    loader: texts("openings", "words"),
    component: lazyRouteComponent(() => import("./record/page"), "OpeningPage"),
  }),
] as const;
