import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { bare } from "../../app/roots";
import { texts } from "../../i18n";

export const routes = [
  createRoute({
    getParentRoute: () => bare,
    path: "/signin",
    validateSearch: ({ to }: Record<string, unknown>) => (typeof to === "string" ? { to } : {}),
    loader: texts("signin"),
    component: lazyRouteComponent(() => import("./page"), "SignInPage"),
  }),
] as const;
