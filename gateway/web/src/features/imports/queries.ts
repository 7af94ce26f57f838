import { $api } from "../../api/client";
import { isRunning } from "./steps";
import type { Resource } from "./types";

const MINUTE = 60_000;
const SOON = 1000;

/** One import; asked for again and again while the server works on it. */
export const useImport = (id: string) =>
  $api.useQuery(
    "get",
    "/v1/imports/{import_id}",
    { params: { path: { import_id: id } } },
    { refetchInterval: ({ state: { data } }) => (data && isRunning(data) ? SOON : false) },
  );

/** The first rows as they stand in the file. */
export const useSamples = (id: string) =>
  $api.useQuery("get", "/v1/imports/{import_id}/rows", {
    params: { path: { import_id: id }, query: { pageSize: 5 } },
  });

/** What columns can fill. */
export function useFields(resource: Resource) {
  const params = { path: { resource } };
  return $api.useQuery("get", "/v1/importFields/{resource}", { params }, { staleTime: 10 * MINUTE }).data?.fields;
}
