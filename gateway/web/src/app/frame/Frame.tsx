import { Outlet, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useLive } from "../live";
import { Palette } from "../palette/Palette";
import { SessionProvider, useSession } from "../session";
import { Confirming } from "./Confirming";
import { Hotkeys } from "./Hotkeys";
import { PhoneBar } from "./PhoneBar";
import { SideBar } from "./SideBar";
import { TopBar } from "./TopBar";
import "./frame.css";

// Almost nobody ever needs it.
const Viewing = lazy(() => import("./Viewing").then((module) => ({ default: module.Viewing })));

// Nothing of it is to be seen while all is well.
const Reach = lazy(() =>
  import("./Reach").then(
    (module) => ({ default: module.Reach }),
    () => ({ default: () => null }),
  ),
);

/** What stands around every page of who is signed in. */
export function Frame() {
  return (
    <SessionProvider>
      <Inside />
    </SessionProvider>
  );
}

function Inside() {
  const { t } = useTranslation();
  const { viewedUntil } = useSession();
  useLive();
  const isLoading = useRouterState({ select: ({ isLoading }) => isLoading });
  return (
    <div className="frame">
      <a className="frame-skip" href="#content">
        {t("frame.skip")}
      </a>
      <SideBar />
      <div className="frame-body">
        <TopBar />
        {viewedUntil && (
          <Suspense fallback={<div className="viewing" />}>
            <Viewing until={viewedUntil} />
          </Suspense>
        )}
        <Suspense>
          <Reach />
        </Suspense>
        <main id="content" className="frame-content" aria-busy={isLoading} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <PhoneBar />
      <Confirming />
      <Palette />
      <Hotkeys />
    </div>
  );
}
