import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";
import { type GridSearch, gridSearch } from "../../ui/grid/view";
import { SEGMENTS } from "./types";

const SHOWN = ["filter", "order", "q", "view", "adjustment"] as const;

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/receivables/adjustments",
    validateSearch: (search: Record<string, unknown>): GridSearch & { adjustment?: string | undefined } => ({
      ...gridSearch(search),
      /** The one that is open beside the list. */
      ...(typeof search.adjustment === "string" && { adjustment: search.adjustment }),
    }),
    // Who comes here has something to decide; the whole list is one click away.
    beforeLoad: ({ search, cause }) => {
      if (cause === "enter" && !SHOWN.some((key) => search[key] !== undefined)) {
        throw redirect({ to: "/receivables/adjustments", search: { filter: SEGMENTS.requested }, replace: true });
      }
    },
    loader: texts("adjustments", "words"),
    component: lazyRouteComponent(() => import("./page"), "AdjustmentsPage"),
  }),
] as const;
