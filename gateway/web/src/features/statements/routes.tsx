import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { bare, shell } from "../../app/roots";
import { texts } from "../../i18n";
import { type GridSearch, gridSearch } from "../../ui/grid/view";

interface Search extends GridSearch {
  /** The form of a new one is open. */
  new?: true | undefined;
  /** For this customer. */
  customer?: string | undefined;
}

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/receivables/statements",
    validateSearch: (search: Record<string, unknown>): Search => ({
      ...gridSearch(search),
      ...(search.new === true && { new: true }),
      ...(typeof search.customer === "string" && { customer: search.customer }),
    }),
    loader: texts("statements", "words"),
    component: lazyRouteComponent(() => import("./list/page"), "StatementsPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/receivables/statements/$statementId",
    loader: texts("statements", "words", "parts"),
    component: lazyRouteComponent(() => import("./record/page"), "StatementPage"),
  }),
] as const;

/** For customers: nobody is signed in, and the token stands behind "#", where no log sees it. */
export const bareRoutes = [
  createRoute({
    getParentRoute: () => bare,
    path: "/statement",
    loader: texts("statements", "words", "parts"),
    component: lazyRouteComponent(() => import("./shared/page"), "SharedStatementPage"),
  }),
] as const;
