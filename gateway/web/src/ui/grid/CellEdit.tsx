import { type FormEvent, type KeyboardEvent, useState } from "react";
import { Button as Pencil } from "react-aria-components/Button";
import { Dialog, DialogTrigger } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import { useTranslation } from "react-i18next";
import { takesCandidate } from "../../app/keys";
import { Button } from "../Button";
import { Select } from "../choices";
import { DatePicker } from "../dates";
import { TextField } from "../fields";
import { Icon } from "../Icon";
import { MoneyField } from "../MoneyField";
import type { Column, Edit } from "./types";

interface CellEditProps<Row> {
  column: Column<Row>;
  row: Row;
  isReachable: boolean;
  onEdit: (row: Row, column: Column<Row>, value: string) => void;
}

/** Changes what one cell shows, there and then. */
export function CellEdit<Row>({ column, row, isReachable, onEdit }: CellEditProps<Row>) {
  const { t } = useTranslation();
  const { edit } = column;
  if (!edit) return null;
  return (
    <DialogTrigger>
      <Pencil
        className="cell-pencil"
        aria-label={t("grid.edit", { name: column.name })}
        excludeFromTabOrder={!isReachable}
      >
        <Icon name="edit" size={14} />
      </Pencil>
      <Popover className="over" placement="bottom start">
        <Dialog className="cell-edit" aria-label={column.name}>
          {({ close }) => (
            <EditForm
              name={column.name}
              edit={edit}
              row={row}
              close={close}
              save={(value) => {
                close();
                if (value !== edit.value(row)) onEdit(row, column, value);
              }}
            />
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

interface EditFormProps<Row> {
  name: string;
  edit: Edit<Row>;
  row: Row;
  close: () => void;
  save: (value: string) => void;
}

function EditForm<Row>({ name, edit, row, close, save }: EditFormProps<Row>) {
  const { t } = useTranslation();
  const [value, setValue] = useState(edit.value(row));
  const send = (event: FormEvent): void => {
    event.preventDefault();
    save(value);
  };
  const keep = (event: KeyboardEvent): void => {
    if (takesCandidate(event.nativeEvent)) event.preventDefault();
  };
  return (
    <form onSubmit={send} onKeyDownCapture={keep}>
      <EditField name={name} edit={edit} row={row} value={value} onChange={setValue} />
      <footer>
        <Button kind="plain" onPress={close}>
          {t("cancel")}
        </Button>
        <Button kind="main" type="submit">
          {t("save")}
        </Button>
      </footer>
    </form>
  );
}

interface EditFieldProps<Row> {
  name: string;
  edit: Edit<Row>;
  row: Row;
  value: string;
  onChange: (value: string) => void;
}

function EditField<Row>({ name, edit, row, value, onChange }: EditFieldProps<Row>) {
  if (edit.kind === "choice") {
    return (
      <Select
        label={name}
        options={edit.options ?? []}
        value={value || null}
        onChange={(key) => onChange(key === null ? "" : String(key))}
        autoFocus
      />
    );
  }
  if (edit.kind === "date") return <DatePicker label={name} value={value} onChange={onChange} autoFocus />;
  if (edit.kind === "money") {
    return (
      <MoneyField
        label={name}
        currencyCode={edit.currency?.(row) ?? "CNY"}
        defaultValue={value}
        onChange={(money) => onChange(money?.amount ?? "")}
        autoFocus
      />
    );
  }
  return (
    <TextField
      label={name}
      value={value}
      onChange={onChange}
      {...(edit.kind === "number" && { inputMode: "numeric" as const })}
      autoFocus
    />
  );
}
