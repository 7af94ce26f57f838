import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";
import { listLoader } from "../../ui/grid/rowsQuery";
import { customerSearch, customersSearch, ORDER } from "./search";

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/customers",
    validateSearch: customersSearch,
    ...listLoader("/v1/accounts", ORDER, texts("customers", "parts", "words")),
    component: lazyRouteComponent(() => import("./list/CustomersPage"), "CustomersPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/customers/$customerId",
    validateSearch: customerSearch,
    loader: texts("customers", "parts", "words", "instalment", "interest", "todos", "credit"),
    component: lazyRouteComponent(() => import("./record/CustomerPage"), "CustomerPage"),
  }),
] as const;
