import { Dialog, DialogTrigger } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../Button";
import { Checkbox } from "../choices";
import { Icon } from "../Icon";
import { type ColumnState, isUsual, moved, withShown, withWidth } from "./columns";
import type { Column } from "./types";

export interface ColumnsMenuProps<Row> {
  columns: readonly Column<Row>[];
  state: ColumnState;
  change: (state: ColumnState | null) => void;
}

const STEP = 24;

/** Which columns there are, in which order, how wide. */
export function ColumnsMenu<Row>({ columns, state, change }: ColumnsMenuProps<Row>) {
  const { t } = useTranslation();
  const byId = new Map(columns.map((column) => [column.id, column]));
  const hidden = columns.filter(({ id }) => !state.shown.includes(id));
  const ordered = [...state.shown.flatMap((id) => byId.get(id) ?? []), ...hidden];
  return (
    <DialogTrigger>
      <IconButton aria-label={t("grid.columns")}>
        <Icon name="columns" />
      </IconButton>
      <Popover className="over" placement="bottom end">
        <Dialog className="columns-menu" aria-label={t("grid.columns")}>
          <ul>
            {ordered.map((column) => (
              <Line key={column.id} column={column} state={state} change={change} />
            ))}
          </ul>
          <Button kind="plain" isDisabled={isUsual(state, columns)} onPress={() => change(null)}>
            {t("grid.usualColumns")}
          </Button>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Line<Row>({ column, state, change }: { column: Column<Row> } & Omit<ColumnsMenuProps<Row>, "columns">) {
  const { t } = useTranslation();
  const { id, name, isFixed = false } = column;
  const at = state.shown.indexOf(id);
  const width = state.widths[id] ?? column.width ?? 160;
  const steps = [
    { name: "up", label: t("grid.earlier", { name }), isDisabled: at <= 0, to: () => moved(state, id, -1) },
    {
      name: "down",
      label: t("grid.later", { name }),
      isDisabled: at < 0 || at === state.shown.length - 1,
      to: () => moved(state, id, 1),
    },
    {
      name: "minus",
      label: t("grid.narrower", { name }),
      isDisabled: at < 0,
      to: () => withWidth(state, id, width - STEP),
    },
    {
      name: "plus",
      label: t("grid.wider", { name }),
      isDisabled: at < 0,
      to: () => withWidth(state, id, width + STEP),
    },
  ] as const;
  return (
    <li>
      <Checkbox isSelected={at >= 0} isDisabled={isFixed} onChange={(isShown) => change(withShown(state, id, isShown))}>
        <span>{name}</span>
      </Checkbox>
      {steps.map((step) => (
        <IconButton
          key={step.name}
          aria-label={step.label}
          isDisabled={step.isDisabled}
          onPress={() => change(step.to())}
        >
          <Icon name={step.name} size={14} />
        </IconButton>
      ))}
    </li>
  );
}
