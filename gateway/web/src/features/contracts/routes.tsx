import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";
import { contractSearch, contractsSearch } from "./search";

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/contracts",
    validateSearch: contractsSearch,
    loader: texts("contracts", "parts", "words"),
    component: lazyRouteComponent(() => import("./list/ContractsPage"), "ContractsPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/contracts/$contractId",
    validateSearch: contractSearch,
    loader: texts("contracts", "instalment", "parts", "words"),
    component: lazyRouteComponent(() => import("./record/ContractPage"), "ContractPage"),
  }),
] as const;
