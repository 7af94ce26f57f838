import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";

const loader = texts("periods", "words");

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/receivables/periods",
    validateSearch: ({ entity }: Record<string, unknown>): { entity?: string | undefined } =>
      typeof entity === "string" ? { entity } : {},
    loader,
    component: lazyRouteComponent(() => import("./list/PeriodsPage"), "PeriodsPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/receivables/periods/$entityId/$periodId",
    loader,
    component: lazyRouteComponent(() => import("./record/PeriodPage"), "PeriodPage"),
  }),
] as const;
