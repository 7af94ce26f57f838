import { useTranslation } from "react-i18next";
import { Button } from "../Button";
import { Failure } from "../Failure";
import { EmptyState, Skeleton } from "../shown";
import { usePhone } from "../usePhone";
import type { BodyProps } from "./body";
import { GridCards } from "./GridCards";
import { GridTable } from "./GridTable";
import type { Empty } from "./types";
import "./grid.css";

export interface GridBodyProps<Row> extends Omit<BodyProps<Row>, "rows"> {
  /** undefined while they are on their way. */
  rows: readonly Row[] | undefined;
  error: unknown;
  retry: () => void;
  empty: Empty;
  expects?: number | undefined;
  /** The person asked for something that there is not. */
  isFiltered: boolean;
  clear: () => void;
}

/** The rows of a list, or why there are none. */
export function GridBody<Row>(props: GridBodyProps<Row>) {
  const { rows, error, retry, empty, expects = 10, isFiltered, clear, ...body } = props;
  const { t } = useTranslation();
  const isPhone = usePhone();
  if (error && !rows) return <Failure of={error} retry={retry} />;
  // A card of the phone is as high as two lines.
  if (!rows) return <Waiting lines={isPhone ? Math.min(6, 2 * expects) : Math.min(10, expects)} />;
  if (rows.length === 0 && isFiltered) {
    return (
      <EmptyState title={t("grid.nothingFound")} action={<Button onPress={clear}>{t("filter.clear")}</Button>}>
        {t("grid.nothingFoundText")}
      </EmptyState>
    );
  }
  if (rows.length === 0) {
    return (
      <EmptyState title={empty.title} action={empty.action}>
        {empty.text}
      </EmptyState>
    );
  }
  return (
    <>
      {isPhone ? <GridCards {...body} rows={rows} /> : <GridTable {...body} rows={rows} />}
      {error !== null && error !== undefined && <Failure of={error} retry={retry} isSmall />}
    </>
  );
}

function Waiting({ lines }: { lines: number }) {
  return (
    <div className="grid-waiting">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <Skeleton key={line} />
      ))}
    </div>
  );
}
