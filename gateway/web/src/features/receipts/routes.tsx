import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";
import { type GridSearch, gridSearch } from "../../ui/grid/view";
import { SEGMENTS } from "./filters";

const SHOWN = ["filter", "order", "q", "view", "new"] as const;

interface Search extends GridSearch {
  /** The form for money that came is open. */
  new?: true | undefined;
}

export const routes = [
  createRoute({
    getParentRoute: () => shell,
    path: "/receipts",
    validateSearch: (search: Record<string, unknown>): Search => ({
      ...gridSearch(search),
      ...(search.new === true && { new: true }),
    }),
    beforeLoad: ({ search, cause }) => {
      if (cause === "enter" && !SHOWN.some((key) => search[key] !== undefined)) {
        throw redirect({ to: "/receipts", search: { filter: SEGMENTS.unapplied }, replace: true });
      }
    },
    loader: texts("receipts", "instalment", "words"),
    component: lazyRouteComponent(() => import("./list/page"), "ReceiptsPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/receipts/$receiptId",
    loader: texts("receipts", "instalment", "words"),
    component: lazyRouteComponent(() => import("./record/page"), "ReceiptPage"),
  }),
] as const;
