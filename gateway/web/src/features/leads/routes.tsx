import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";
import { LIVE } from "./filters";
import { leadsSearch, recordSearch } from "./search";

const SHOWN = ["filter", "order", "q", "view", "tab"] as const;

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/leads",
    validateSearch: leadsSearch,
    // Who comes here wants what is to be done; what has ended is one click away.
    beforeLoad: ({ search, cause }) => {
      if (cause === "enter" && !SHOWN.some((key) => search[key] !== undefined)) {
        throw redirect({ to: "/leads", search: { ...search, filter: LIVE }, replace: true });
      }
    },
    loader: texts("leads", "parts", "todos", "words"),
    component: lazyRouteComponent(() => import("./list/LeadsPage"), "LeadsPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/leads/$leadId",
    validateSearch: recordSearch,
    loader: texts("leads", "parts", "todos", "words"),
    component: lazyRouteComponent(() => import("./record/LeadPage"), "LeadPage"),
  }),
] as const;
