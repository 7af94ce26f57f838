import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";
import { listLoader } from "../../ui/grid/rowsQuery";
import { contractSearch, contractsSearch, ORDER } from "./search";

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/contracts",
    validateSearch: contractsSearch,
    ...listLoader("/v1/contracts", ORDER, texts("contracts", "parts", "words")),
    component: lazyRouteComponent(() => import("./list/ContractsPage"), "ContractsPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/contracts/$contractId",
    validateSearch: contractSearch,
    loader: texts("contracts", "instalment", "interest", "parts", "words"),
    component: lazyRouteComponent(() => import("./record/ContractPage"), "ContractPage"),
  }),
] as const;
