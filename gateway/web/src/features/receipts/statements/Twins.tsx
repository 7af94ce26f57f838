import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../../app/session";
import { Grid } from "../../../ui/grid/Grid";
import { MOVED } from "../filters";
import type { StatementLine } from "../types";
import { DecideDialog } from "./DecideDialog";
import { useLineColumns } from "./useLineColumns";

/** Movements of all files that may have been recorded already: they become nothing until somebody decides. */
export function Twins() {
  const { t } = useTranslation("receipts");
  const { may } = useSession();
  const [chosen, choose] = useState<StatementLine | null>(null);
  return (
    <section className="statements-part">
      <h2>{t("statements.twins")}</h2>
      <Grid
        name="bankTwins"
        path="/v1/bankStatementLines"
        items="bankStatementLines"
        state="own"
        fit="rows"
        baseFilter={MOVED.twin}
        columns={useLineColumns(choose)}
        orderBy="entry_date"
        onOpen={(line) => may("bank_statement.decide") && choose(line)}
        rowName={({ serial }) => serial}
        empty={{ title: t("statements.twins"), text: t("statements.finding.fine") }}
      />
      {chosen && <DecideDialog of={chosen} onClose={() => choose(null)} />}
    </section>
  );
}
