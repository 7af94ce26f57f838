import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";
import { validate } from "./search";

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/receivables/path",
    validateSearch: validate,
    loader: texts("path", "instalment", "interest", "parts", "words"),
    component: lazyRouteComponent(() => import("./page"), "PathPage"),
  }),
] as const;
