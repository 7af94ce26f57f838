import { createRoute, createRouter, redirect } from "@tanstack/react-router";
import { queryClient } from "../api/queries";
import * as adjustments from "../features/adjustments/routes";
import * as ageing from "../features/ageing/routes";
import * as bills from "../features/bills/routes";
import * as calendar from "../features/calendar/routes";
import * as commission from "../features/commission/routes";
import * as contracts from "../features/contracts/routes";
import * as credit from "../features/credit/routes";
import * as customers from "../features/customers/routes";
import * as deals from "../features/deals/routes";
import * as figures from "../features/figures/routes";
import * as imports from "../features/imports/routes";
import * as invoices from "../features/invoices/routes";
import * as leads from "../features/leads/routes";
import * as log from "../features/log/routes";
import * as me from "../features/me/routes";
import * as notifications from "../features/notifications/routes";
import * as openings from "../features/openings/routes";
import * as orders from "../features/orders/routes";
import * as path from "../features/path/routes";
import * as periods from "../features/periods/routes";
import * as receipts from "../features/receipts/routes";
import * as receivables from "../features/receivables/routes";
import * as services from "../features/services/routes";
import * as settings from "../features/settings/routes";
import * as setup from "../features/setup/routes";
import * as signin from "../features/signin/routes";
import * as statements from "../features/statements/routes";
import * as today from "../features/today/routes";
import { Waiting } from "./frame/Waiting";
import { Missing } from "./Missing";
import { Mistake } from "./Mistake";
import { bare, root, shell } from "./roots";

const start = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ href: "/today", replace: true });
  },
});

const nowhere = createRoute({ getParentRoute: () => shell, path: "$", component: Missing });

// One line per area: its routes live with it.
const tree = root.addChildren([
  start,
  bare.addChildren([
    ...setup.routes, //
    ...signin.routes,
    ...statements.bareRoutes,
  ]),
  shell.addChildren([
    nowhere, //
    ...calendar.routes,
    ...log.routes,
    ...notifications.routes,
    ...today.routes,
    ...contracts.routes,
    ...customers.routes,
    ...deals.routes,
    ...orders.routes,
    ...receipts.routes,
    ...bills.routes,
    ...invoices.routes,
    ...adjustments.routes,
    ...commission.routes,
    ...credit.routes,
    ...openings.routes,
    ...services.routes,
    ...imports.routes,
    ...leads.routes,
    ...receivables.routes,
    ...statements.routes,
    ...path.routes,
    ...figures.routes,
    ...ageing.routes,
    ...periods.routes,
    ...me.routes,
    ...settings.routes,
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  context: { client: queryClient },
  defaultPreload: "intent",
  // Queries know by themselves how old they are.
  defaultPreloadStaleTime: 0,
  defaultPendingComponent: Waiting,
  defaultErrorComponent: Mistake,
  defaultPendingMs: 300,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
