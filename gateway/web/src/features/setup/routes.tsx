import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { bare } from "../../app/roots";
import { texts } from "../../i18n";
import { stepOf } from "./steps";

export const routes = [
  createRoute({
    getParentRoute: () => bare,
    path: "/setup",
    validateSearch: ({ step }: Record<string, unknown>) => ({ step: stepOf(step) }),
    loader: texts("setup"),
    component: lazyRouteComponent(() => import("./page"), "SetupPage"),
  }),
] as const;
