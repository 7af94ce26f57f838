import { useTranslation } from "react-i18next";
import { api, ifMatch, reply } from "../../api/client";
import { type Command, useCommand } from "../../api/command";
import type { Import, PlanPatch, Resource } from "./types";

const at = (of: Pick<Import, "id" | "etag">) => ({
  params: { path: { import_id: of.id } },
  headers: ifMatch(of),
});
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Of several sheets, maybe; everything else is text. */
export const isBook = ({ name }: File): boolean => name.toLowerCase().endsWith(".xlsx");

type Done = Promise<Import | undefined>;

export interface ImportActs extends Pick<Command, "isPending" | "problem"> {
  /** Of a workbook a sheet can be named; the first one where none is. */
  upload: (file: File, resource: Resource, sheet: string) => Done;
  /** Keeps the plan and has every row checked by it. */
  check: (of: Import, plan: PlanPatch) => Done;
  /** Opens the plan again. */
  reopen: (of: Import) => Done;
  commit: (of: Import) => Done;
  cancel: (of: Import) => Done;
  undo: (of: Import) => Done;
}

/** Everything that is done to an import. */
export function useImportActs({ quiet = false } = {}): ImportActs {
  const { t } = useTranslation("imports");
  const { run, ...command } = useCommand();
  return {
    ...command,
    upload: (file, resource, sheet) =>
      run(
        () => {
          const query = { resource, fileName: file.name, ...(sheet && { sheet }) };
          const headers = { "Content-Type": isBook(file) ? XLSX : "text/csv" };
          // The file is the body: the description can only call it text.
          const body = file as unknown as string;
          return reply(api.POST("/v1/imports", { params: { query }, headers, body, bodySerializer: () => file }));
        },
        { quiet },
      ),
    check: async (of, plan) => {
      const kept = await run(() => reply(api.PATCH("/v1/imports/{import_id}", { ...at(of), body: plan })), { quiet });
      return kept && run(() => reply(api.POST("/v1/imports/{import_id}:check", { ...at(kept), body: {} })), { quiet });
    },
    reopen: (of) =>
      run(() =>
        reply(api.PATCH("/v1/imports/{import_id}", { ...at(of), body: { duplicates: of.plan?.duplicates ?? SKIP } })),
      ),
    commit: (of) => run(() => reply(api.POST("/v1/imports/{import_id}:commit", { ...at(of), body: {} }))),
    cancel: (of) =>
      run(() => reply(api.POST("/v1/imports/{import_id}:cancel", { ...at(of), body: {} })), { done: t("done.cancel") }),
    undo: (of) => run(() => reply(api.POST("/v1/imports/{import_id}:undo", { ...at(of), body: {} })), { quiet }),
  };
}

const SKIP = "IMPORT_DUPLICATES_SKIP";
