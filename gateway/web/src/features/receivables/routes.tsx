import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";
import { listLoader } from "../../ui/grid/rowsQuery";
import { type GridSearch, gridSearch } from "../../ui/grid/view";
import { ORDER, SEGMENTS } from "./filters";

const SHOWN = ["filter", "order", "q", "view", "instalment"] as const;

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/receivables",
    validateSearch: (search: Record<string, unknown>): GridSearch & { instalment?: string | undefined } => ({
      ...gridSearch(search),
      /** The instalment that is open beside the list. */
      ...(typeof search.instalment === "string" && { instalment: search.instalment }),
    }),
    // Who comes here wants to know what to collect; the whole list is one click away.
    beforeLoad: ({ search, cause }) => {
      if (cause === "enter" && !SHOWN.some((key) => search[key] !== undefined)) {
        throw redirect({ to: "/receivables", search: { filter: SEGMENTS.chase }, replace: true });
      }
    },
    ...listLoader("/v1/instalments", ORDER, texts("receivables", "instalment", "interest", "parts", "words")),
    component: lazyRouteComponent(() => import("./page"), "ReceivablesPage"),
  }),
] as const;
