import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";

export interface NotificationsSearch {
  tab?: "preferences";
}

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/notifications",
    validateSearch: ({ tab }: Record<string, unknown>): NotificationsSearch => (tab === "preferences" ? { tab } : {}),
    loader: texts("notifications", "words"),
    component: lazyRouteComponent(() => import("./page"), "NotificationsPage"),
  }),
] as const;
