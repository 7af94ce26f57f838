import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";
import { orderSearch, ordersSearch } from "./search";

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/orders",
    validateSearch: ordersSearch,
    loader: texts("orders", "contracts", "parts", "words"),
    component: lazyRouteComponent(() => import("./list/page"), "OrdersPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/orders/$orderId",
    validateSearch: orderSearch,
    loader: texts("orders", "contracts", "instalment", "interest", "parts", "words"),
    component: lazyRouteComponent(() => import("./record/page"), "OrderPage"),
  }),
] as const;
