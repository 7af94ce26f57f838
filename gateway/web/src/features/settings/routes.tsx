import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";
import { gridSearch } from "../../ui/grid/view";
import { auditSearch } from "./audit/search";
import { campaignsSearch } from "./campaigns/search";
import { catalogueSearch } from "./frame/catalogueSearch";
import { peopleSearch } from "./people/search";
import { remindersSearch } from "./reminders/search";

const frame = createRoute({
  getParentRoute: () => shell,
  path: "/settings",
  loader: texts("settings", "parts", "words"),
  component: lazyRouteComponent(() => import("./frame/SettingsFrame"), "SettingsFrame"),
});

const pages = [
  createRoute({
    getParentRoute: () => frame,
    path: "/",
    component: lazyRouteComponent(() => import("./frame/Overview"), "Overview"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/people",
    validateSearch: peopleSearch,
    component: lazyRouteComponent(() => import("./people/PeoplePage"), "PeoplePage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/transfers",
    validateSearch: gridSearch,
    component: lazyRouteComponent(() => import("./transfers/TransfersPage"), "TransfersPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/transfers/$transferId",
    component: lazyRouteComponent(() => import("./transfers/TransferPage"), "TransferPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/audit",
    validateSearch: auditSearch,
    component: lazyRouteComponent(() => import("./audit/AuditPage"), "AuditPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/roles",
    validateSearch: (search: Record<string, unknown>): { role?: string | undefined } =>
      typeof search.role === "string" ? { role: search.role } : {},
    component: lazyRouteComponent(() => import("./roles/RolesPage"), "RolesPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/processes",
    validateSearch: ({ process }: Record<string, unknown>): { process?: string | undefined } =>
      typeof process === "string" ? { process } : {},
    component: lazyRouteComponent(() => import("./processes/ProcessesPage"), "ProcessesPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/assignment",
    component: lazyRouteComponent(() => import("./assignment/AssignmentPage"), "AssignmentPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/reminders",
    validateSearch: remindersSearch,
    // What happens is called there as in everybody's own choices.
    loader: texts("notifications"),
    component: lazyRouteComponent(() => import("./reminders/RemindersPage"), "RemindersPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/sources",
    validateSearch: catalogueSearch("source"),
    component: lazyRouteComponent(() => import("./sources/SourcesPage"), "SourcesPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/campaigns",
    validateSearch: campaignsSearch,
    component: lazyRouteComponent(() => import("./campaigns/CampaignsPage"), "CampaignsPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/products",
    validateSearch: catalogueSearch("product"),
    component: lazyRouteComponent(() => import("./products/ProductsPage"), "ProductsPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/banks",
    validateSearch: catalogueSearch("account"),
    component: lazyRouteComponent(() => import("./banks/BanksPage"), "BanksPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/rates",
    validateSearch: catalogueSearch("rate"),
    component: lazyRouteComponent(() => import("./rates/RatesPage"), "RatesPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/receivables",
    component: lazyRouteComponent(() => import("./receivables/ReceivablesPage"), "ReceivablesPage"),
  }),
] as const;

export const routes = [frame.addChildren(pages)] as const;
