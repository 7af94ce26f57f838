import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";
import { gridSearch } from "../../ui/grid/view";

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/receipts/bills",
    validateSearch: gridSearch,
    loader: texts("bills", "words"),
    component: lazyRouteComponent(() => import("./list/page"), "BillsPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/receipts/bills/$billId",
    loader: texts("bills", "words"),
    component: lazyRouteComponent(() => import("./record/page"), "BillPage"),
  }),
] as const;
