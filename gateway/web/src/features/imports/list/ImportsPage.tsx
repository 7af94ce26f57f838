import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Grid } from "../../../ui/grid/Grid";
import { Page } from "../../../ui/Page";
import { UploadPanel } from "./UploadPanel";
import { useImportColumns } from "./useImportColumns";
import "../imports.css";

/** Files that became records, or are about to. */
export function ImportsPage() {
  const { t } = useTranslation("imports");
  const { may } = useSession();
  const columns = useImportColumns();
  return (
    <Page title={t("title")} finding={t("finding")}>
      {may("import.create") && <UploadPanel />}
      <Grid
        name="imports"
        path="/v1/imports"
        items="imports"
        fit="rows"
        columns={columns}
        orderBy="create_time desc"
        row={({ id }) => ({ to: `/import/${id}` })}
        rowName={({ fileName }) => fileName}
        empty={{ title: t("empty.title"), text: t("empty.text") }}
      />
    </Page>
  );
}
