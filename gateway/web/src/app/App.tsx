import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { useTranslation } from "react-i18next";
import { queryClient } from "../api/queries";
import { Skeleton } from "../ui/shown";
import { Toasts } from "../ui/toasts";
import { router } from "./router";

// Development only: the condition is a constant, so that nothing of it is in what is shipped.
const Gallery = import.meta.env.DEV
  ? lazy(() => import("../dev/Gallery").then((module) => ({ default: module.Gallery })))
  : null;

export function App() {
  const { i18n } = useTranslation();
  return (
    <I18nProvider locale={i18n.language}>
      <QueryClientProvider client={queryClient}>
        {Gallery && location.pathname === "/dev/ui" ? (
          <Suspense fallback={<Skeleton lines={8} />}>
            <Gallery />
          </Suspense>
        ) : (
          <Suspense>
            <RouterProvider router={router} />
          </Suspense>
        )}
        <Toasts />
      </QueryClientProvider>
    </I18nProvider>
  );
}
