import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/receivables/commission",
    validateSearch: (search: Record<string, unknown>): { month?: string | undefined; person?: string | undefined } => ({
      ...(typeof search.month === "string" && /^\d{4}-\d{2}$/.test(search.month) && { month: search.month }),
      ...(typeof search.person === "string" && { person: search.person }),
    }),
    loader: texts("commission", "words"),
    component: lazyRouteComponent(() => import("./page"), "CommissionPage"),
  }),
] as const;
