import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { $api, api, ifMatch, reply } from "../../api/client";
import { useCommand } from "../../api/command";
import type { components } from "../../api/generated/openapi";

export type Export = components["schemas"]["identity.Export"];
type Wanted = components["schemas"]["identity.ExportInput"];

const SECOND = 1000;
const isOnItsWay = (job: Export | undefined): boolean =>
  job?.state === "EXPORT_STATE_QUEUED" || job?.state === "EXPORT_STATE_RUNNING";

/** A list on its way into a file: asked for, watched, and fetched as soon as it is there. */
export function useExport() {
  const { run } = useCommand();
  const [id, setId] = useState<string>();
  const fetched = useRef<string>(undefined);
  const { data: job } = useQuery({
    ...$api.queryOptions("get", "/v1/exports/{export_id}", { params: { path: { export_id: id ?? "" } } }),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data === undefined || isOnItsWay(state.data) ? SECOND : false),
  });

  useEffect(() => {
    if (job?.state !== "EXPORT_STATE_SUCCEEDED" || fetched.current === job.id) return;
    fetched.current = job.id;
    download(job);
  }, [job]);

  return {
    job: id === undefined ? undefined : job,
    isRunning: id !== undefined && (job === undefined || isOnItsWay(job)),
    start: async (wanted: Wanted): Promise<boolean> => {
      const made = await run(() => reply(api.POST("/v1/exports", { body: wanted })));
      if (made) setId(made.id);
      return made !== undefined;
    },
    cancel: () => {
      if (!job) return;
      const params = { path: { export_id: job.id }, header: ifMatch(job) };
      void run(() => reply(api.POST("/v1/exports/{export_id}:cancel", { params, body: {} })));
    },
    download,
    forget: () => setId(undefined),
  };
}

function download(job: Export): void {
  const link = document.createElement("a");
  link.href = `/v1/exports/${job.id}/content`;
  link.download = job.fileName;
  link.click();
}
