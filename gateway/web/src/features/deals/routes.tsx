import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";
import { dealsSearch } from "./search";

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/deals",
    validateSearch: dealsSearch,
    loader: texts("deals", "parts", "words"),
    component: lazyRouteComponent(() => import("./list/DealsPage"), "DealsPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/deals/$dealId",
    loader: texts("deals", "parts", "words"),
    component: lazyRouteComponent(() => import("./record/DealPage"), "DealPage"),
  }),
] as const;
