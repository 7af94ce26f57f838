import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { components } from "../../../api/generated/openapi";
import { useWords } from "../../../i18n/words";
import { Grid } from "../../../ui/grid/Grid";
import type { Column } from "../../../ui/grid/types";
import { usePeople } from "../../../ui/people";
import type { Transfer } from "./queries";
import { useKindText } from "./useKindText";

type Item = components["schemas"]["accounts.TransferItem"];

/** Everything that moved, one by one. */
export function Items({ of: transfer }: { of: Transfer }) {
  const { t } = useTranslation("settings");
  const word = useWords();
  const kindText = useKindText();
  const { nameOf } = usePeople();
  const columns = useMemo<Column<Item>[]>(
    () => [
      {
        id: "name",
        name: t("people.name"),
        render: ({ name }) => name || "—",
        width: 240,
        isFixed: true,
        phone: "title",
      },
      { id: "kind", name: t("transfers.kind"), render: ({ kind }) => kindText(kind), width: 110, phone: "sub" },
      { id: "number", name: t("transfers.number"), render: ({ number }) => number, width: 110 },
      {
        id: "successorId",
        name: t("transfers.to"),
        render: ({ successorId }) => nameOf(successorId),
        width: 100,
        phone: "sub",
      },
      { id: "choice", name: t("transfers.choice"), render: ({ choice }) => word("TransferChoice", choice), width: 100 },
      {
        id: "state",
        name: t("people.state"),
        render: ({ state }) => word("TransferItemState", state),
        width: 90,
        phone: "end",
      },
    ],
    [t, word, kindText, nameOf],
  );
  return (
    <Grid
      name="transferItems"
      path="/v1/transfers/{transfer_id}/items"
      params={{ transfer_id: transfer.id }}
      items="items"
      columns={columns}
      rowName={({ name }) => name}
      fit="rows"
      state="own"
      empty={{ title: t("transfers.nothing"), text: t("transfers.nothingText") }}
    />
  );
}
