import { useMemo } from "react";
import { $api, api, ifMatch, reply } from "../../api/client";
import type { components } from "../../api/generated/openapi";
import { useSession } from "../../app/session";

export type SavedView = components["schemas"]["identity.SavedView"];
type Audience = components["schemas"]["identity.SavedViewAudience"];

/** The saved views of a list, the caller's own first. */
export function useViews(resource: string | undefined) {
  const { me, may } = useSession();
  const query = { filter: `resource = "${resource}"`, orderBy: "name", pageSize: 200 };
  const enabled = resource !== undefined && may("saved_view.read");
  const { data } = $api.useQuery("get", "/v1/savedViews", { params: { query } }, { enabled });
  return useMemo(() => {
    const views = data?.savedViews ?? [];
    const own = views.filter(({ personId }) => personId === me.id);
    return {
      views: [...own, ...views.filter(({ personId }) => personId !== me.id)],
      usual: views.find(({ isDefault }) => isDefault),
      isReady: !enabled || data !== undefined,
      isOwn: (view: SavedView) => view.personId === me.id,
    };
  }, [data, me.id, enabled]);
}

const path = (view: SavedView) => ({ path: { saved_view_id: view.id } });
const guarded = (view: SavedView) => ({ ...path(view), header: ifMatch(view) });

export const create = (body: Pick<SavedView, "name" | "resource" | "columns" | "filter" | "orderBy">) =>
  reply(api.POST("/v1/savedViews", { body: { ...body, layout: "SAVED_VIEW_LAYOUT_TABLE" } }));

export const change = (view: SavedView, body: Partial<Pick<SavedView, "name" | "columns" | "filter" | "orderBy">>) =>
  reply(api.PATCH("/v1/savedViews/{saved_view_id}", { params: guarded(view), body }));

export const share = (view: SavedView, audience: Audience, teamId: string) =>
  reply(
    api.POST("/v1/savedViews/{saved_view_id}:share", {
      params: guarded(view),
      body: { audience, ...(teamId && { teamId }) },
    }),
  );

export const setDefault = (view: SavedView) =>
  reply(api.POST("/v1/savedViews/{saved_view_id}:setDefault", { params: path(view), body: {} }));

export const unsetDefault = (view: SavedView) =>
  reply(api.POST("/v1/savedViews/{saved_view_id}:unsetDefault", { params: path(view), body: {} }));

export const archive = (view: SavedView) =>
  reply(api.POST("/v1/savedViews/{saved_view_id}:archive", { params: guarded(view), body: {} }));
