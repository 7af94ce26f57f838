import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Button } from "../../../ui/Button";
import { Grid } from "../../../ui/grid/Grid";
import { Icon } from "../../../ui/Icon";
import { Page } from "../../../ui/Page";
import { useUp } from "../frame/useUp";
import { HandOverDialog } from "./HandOverDialog";
import { useTransferColumns } from "./useTransferColumns";

/** Work that changed hands: what is prepared, what is done, what can still be taken back. */
export function TransfersPage() {
  const { t } = useTranslation("settings");
  const { may } = useSession();
  const mayCreate = may("transfer.create");
  return (
    <Page
      title={t("sections.transfers.name")}
      crumbs={useUp()}
      note={t("sections.transfers.text")}
      actions={
        mayCreate && (
          <HandOverDialog
            trigger={
              <Button kind="main">
                <Icon name="plus" />
                {t("transfers.new")}
              </Button>
            }
          />
        )
      }
    >
      <Grid
        name="transfers"
        path="/v1/transfers"
        items="transfers"
        columns={useTransferColumns()}
        row={({ id }) => ({ to: "/settings/transfers/$transferId", params: { transferId: id } })}
        rowName={({ number }) => number}
        empty={{
          title: t("transfers.empty"),
          text: t("transfers.emptyText"),
          action: mayCreate && <HandOverDialog trigger={<Button>{t("transfers.new")}</Button>} />,
        }}
      />
    </Page>
  );
}
