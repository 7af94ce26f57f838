import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";
import { customerSearch, customersSearch } from "./search";

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/customers",
    validateSearch: customersSearch,
    loader: texts("customers", "parts", "words"),
    component: lazyRouteComponent(() => import("./list/CustomersPage"), "CustomersPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/customers/$customerId",
    validateSearch: customerSearch,
    loader: texts("customers", "parts", "words", "instalment", "todos", "credit"),
    component: lazyRouteComponent(() => import("./record/CustomerPage"), "CustomerPage"),
  }),
] as const;
