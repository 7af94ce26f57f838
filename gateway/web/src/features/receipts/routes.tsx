import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";
import { listLoader } from "../../ui/grid/rowsQuery";
import { type GridSearch, gridSearch } from "../../ui/grid/view";
import { ORDER, PROPOSED, SEGMENTS } from "./filters";

const LISTED = ["filter", "order", "q", "view"] as const;
const SHOWN = [...LISTED, "new"] as const;

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
    ...listLoader("/v1/receipts", ORDER, texts("receipts", "instalment", "words")),
    component: lazyRouteComponent(() => import("./list/page"), "ReceiptsPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/receipts/proposals",
    validateSearch: gridSearch,
    beforeLoad: ({ search, cause }) => {
      if (cause === "enter" && !LISTED.some((key) => search[key] !== undefined)) {
        throw redirect({ to: "/receipts/proposals", search: { filter: PROPOSED.open }, replace: true });
      }
    },
    loader: texts("receipts", "instalment", "words"),
    component: lazyRouteComponent(() => import("./proposals/page"), "ProposalsPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/receipts/claims",
    loader: texts("receipts", "instalment", "parts", "words"),
    component: lazyRouteComponent(() => import("./claims/page"), "ClaimsPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/receipts/statements",
    validateSearch: (search: Record<string, unknown>): GridSearch & { statement?: string | undefined } => ({
      ...gridSearch(search),
      /** The file that is looked at; all of them where there is none. */
      ...(typeof search.statement === "string" && { statement: search.statement }),
    }),
    loader: texts("receipts", "instalment", "parts", "words", "problems"),
    component: lazyRouteComponent(() => import("./statements/page"), "StatementsPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/receipts/payers",
    validateSearch: (search: Record<string, unknown>): GridSearch & { payer?: string | undefined } => ({
      ...gridSearch(search),
      /** The one that is open beside the list, or "new". */
      ...(typeof search.payer === "string" && { payer: search.payer }),
    }),
    loader: texts("receipts", "instalment", "words"),
    component: lazyRouteComponent(() => import("./payers/page"), "PayersPage"),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: "/receipts/$receiptId",
    loader: texts("receipts", "instalment", "words"),
    component: lazyRouteComponent(() => import("./record/page"), "ReceiptPage"),
  }),
] as const;
