import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";
import { type GridSearch, gridSearch } from "../../ui/grid/view";

interface Search extends GridSearch {
  /** The form of an application is open, or the one for a file of issued invoices. */
  new?: "request" | "import" | undefined;
}

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/invoices",
    validateSearch: (search: Record<string, unknown>): Search => ({
      ...gridSearch(search),
      ...((search.new === "request" || search.new === "import") && { new: search.new }),
    }),
    loader: texts("invoices", "parts", "words"),
    component: lazyRouteComponent(() => import("./list/page"), "InvoicesPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/invoices/$invoiceId",
    loader: texts("invoices", "words"),
    component: lazyRouteComponent(() => import("./record/page"), "InvoicePage"),
  }),
] as const;
