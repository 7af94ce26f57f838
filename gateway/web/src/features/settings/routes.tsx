import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/roots";
import { texts } from "../../i18n";
import { peopleSearch } from "./people/search";

const frame = createRoute({
  getParentRoute: () => shell,
  path: "/settings",
  loader: texts("settings", "parts", "words"),
  component: lazyRouteComponent(() => import("./frame/SettingsFrame"), "SettingsFrame"),
});

const pages = [
  createRoute({
    getParentRoute: () => frame,
    path: "/",
    component: lazyRouteComponent(() => import("./frame/Overview"), "Overview"),
  }),
  createRoute({
    getParentRoute: () => frame,
    path: "/people",
    validateSearch: peopleSearch,
    component: lazyRouteComponent(() => import("./people/PeoplePage"), "PeoplePage"),
  }),
] as const;

export const routes = [frame.addChildren(pages)] as const;
