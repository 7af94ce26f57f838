import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";
import { serviceSearch, servicesSearch } from "./search";

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/receivables/services",
    validateSearch: servicesSearch,
    loader: texts("services", "contracts", "parts", "words"),
    component: lazyRouteComponent(() => import("./list/page"), "ServicesPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/receivables/services/$chargeId",
    validateSearch: serviceSearch,
    loader: texts("services", "contracts", "instalment", "interest", "parts", "words"),
    component: lazyRouteComponent(() => import("./record/page"), "ServicePage"),
  }),
] as const;
