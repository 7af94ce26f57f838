import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";
import { gridSearch } from "../../ui/grid/view";
import { auditSearch } from "./audit/search";
import { peopleSearch } from "./people/search";

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
    component: lazyRouteComponent(() => import("./processes/ProcessesPage"), "ProcessesPage"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/assignment",
    component: lazyRouteComponent(() => import("./assignment/AssignmentPage"), "AssignmentPage"),
  }),
] as const;

export const routes = [frame.addChildren(pages)] as const;
