import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { onSessionEnd, queryClient } from "./api/queries";
import { App } from "./app/App";
import { forget } from "./app/device";
import { bare } from "./app/roots";
import { router } from "./app/router";
import { meQuery } from "./app/session";
import { startTexts } from "./i18n";
import "./ui/tokens.css";
import "./ui/base.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

const routesOf = (path: string) => router.getMatchedRoutes(path)[0];
/** For whom nobody has to be: signing in, setting up, what a customer's link opens. */
const isBare = (path: string): boolean => routesOf(path).some(({ id }) => id === bare.id);

// Who it is, while the texts and the code of the page are on their way.
if (!isBare(location.pathname)) void queryClient.prefetchQuery(meQuery);
// And the code of the page, while it is asked who it is; where that fails, the router meets it again and says so.
for (const route of routesOf(location.pathname)) {
  router.loadRouteChunk(route)?.catch(() => undefined);
}

onSessionEnd(() => {
  forget();
  const { pathname, href } = router.state.location;
  if (isBare(pathname)) return;
  queryClient.clear();
  void router.navigate({ href: `/signin?to=${encodeURIComponent(href)}` });
});

/** Milliseconds after which the page that was asked for has come, and its files may be kept with what the network has left over. */
const SETTLED = 6000;

// Only where browsers allow it: https, and one's own machine.
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  const keep = () => void navigator.serviceWorker.register("/worker.js").catch(() => undefined);
  addEventListener("load", () => setTimeout(keep, SETTLED));
}

await startTexts();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
