import { useTranslation } from "react-i18next";
import { IconButton } from "../Button";
import { Icon } from "../Icon";
import { Menu } from "../overlays";
import { directionOf, nextOrder } from "./order";
import type { Column } from "./types";

interface SortMenuProps<Row> {
  columns: readonly Column<Row>[];
  order: string;
  onOrder: (order: string) => void;
}

/** The order of a list where it has no headers: on a phone. */
export function SortMenu<Row>({ columns, order, onOrder }: SortMenuProps<Row>) {
  const { t } = useTranslation();
  const acts = columns.flatMap(({ name, sort }) => {
    if (!sort) return [];
    const direction = directionOf(order, sort);
    const note = direction && t(`grid.${direction}`);
    return [{ id: sort, name, note, act: () => onOrder(nextOrder(order, sort)) }];
  });
  if (acts.length === 0) return null;
  return (
    <div className="grid-sort-menu">
      <Menu
        aria-label={t("grid.sort")}
        trigger={
          <IconButton aria-label={t("grid.sort")}>
            <Icon name="sort" />
          </IconButton>
        }
        acts={acts}
      />
    </div>
  );
}
