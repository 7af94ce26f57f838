import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";
import { validate } from "./search";

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/receivables/ageing",
    validateSearch: validate,
    loader: texts("ageing", "parts", "words"),
    component: lazyRouteComponent(() => import("./page"), "AgeingPage"),
  }),
] as const;
