import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/me",
    loader: texts("me", "parts", "words"),
    component: lazyRouteComponent(() => import("./page"), "MePage"),
  }),
] as const;
