import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";
import { type GridSearch, gridSearch } from "../../ui/grid/view";

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/receivables/credit",
    validateSearch: (search: Record<string, unknown>): GridSearch & { credit?: string | undefined } => ({
      ...gridSearch(search),
      /** The one that is open beside the list. */
      ...(typeof search.credit === "string" && { credit: search.credit }),
    }),
    loader: texts("credit", "words"),
    component: lazyRouteComponent(() => import("./page"), "CreditPage"),
  }),
] as const;
