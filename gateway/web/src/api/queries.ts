import { QueryCache, QueryClient } from "@tanstack/react-query";
import { Problem } from "./problem";

const SECOND = 1000;

/** Called when the server knows the caller no longer. */
let ended = (): void => {};

export function onSessionEnd(act: () => void): void {
  ended = act;
}

/** `send` tries again by itself, and live updates say what is old: nothing here needs to guess. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticed }),
  defaultOptions: {
    queries: { retry: false, staleTime: 30 * SECOND, gcTime: 300 * SECOND, networkMode: "always" },
    mutations: { retry: false, networkMode: "always" },
  },
});

export function noticed(error: unknown): void {
  if (error instanceof Problem && error.status === 401) ended();
}
