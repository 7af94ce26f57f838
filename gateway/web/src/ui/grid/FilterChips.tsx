import { useState } from "react";
import { Button as Opener } from "react-aria-components/Button";
import { Dialog, DialogTrigger } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import { useTranslation } from "react-i18next";
import { Button } from "../Button";
import { Icon } from "../Icon";
import { Menu } from "../overlays";
import { FilterEditor } from "./FilterEditor";
import { type Clause, isClause, ofField, type Part, readFilter, withField, writeFilter } from "./filter";
import { filterText } from "./filterText";
import { type NameOf, useColleagueNames, useRecordNames } from "./names";
import type { FilterField, RecordField } from "./types";

export interface FilterChipsProps {
  fields: readonly FilterField[];
  filter: string;
  /** A segment says it already, and takes it away: what no field can say needs no chip besides. */
  isNamed: boolean;
  onChange: (filter: string) => void;
}

/** What the list is filtered by: one chip for each field, that opens, and goes away. */
export function FilterChips({ fields, filter, isNamed, onChange }: FilterChipsProps) {
  const { t } = useTranslation();
  // A field that was just chosen has a chip before it has a value.
  const [fresh, setFresh] = useState<string>();
  const parts = readFilter(filter);
  const known = new Map(fields.map((field) => [field.id, field]));
  const used = [...new Set(parts.filter(isClause).map(({ field }) => field))];
  const shown = [...used, ...(fresh && !used.includes(fresh) ? [fresh] : [])].flatMap((id) => known.get(id) ?? []);
  const others = isNamed ? [] : parts.filter((part) => !isClause(part) || !known.has(part.field));
  const change = (to: readonly Part[]): void => onChange(writeFilter(to));
  const free = fields.filter(({ id }) => !used.includes(id));
  return (
    <>
      {shown.map((field) => (
        <Chip
          key={field.id}
          field={field}
          clauses={ofField(parts, field.id)}
          isFresh={field.id === fresh}
          onChange={(clauses) => change(withField(parts, field.id, clauses))}
          onEnd={() => setFresh(undefined)}
        />
      ))}
      {others.map((part) => (
        <span key={writeFilter([part])} className="chip">
          <code>{writeFilter([part])}</code>
          <Remove name={writeFilter([part])} onPress={() => change(parts.filter((each) => each !== part))} />
        </span>
      ))}
      {free.length > 0 && (
        <Menu
          aria-label={t("filter.add")}
          trigger={
            <Button kind="plain">
              <Icon name="filter" />
              {t("filter.add")}
            </Button>
          }
          acts={free.map(({ id, name }) => ({ id, name, act: () => setFresh(id) }))}
        />
      )}
      {!isNamed && used.length + others.length > 1 && (
        <Button kind="plain" onPress={() => onChange("")}>
          {t("filter.clear")}
        </Button>
      )}
    </>
  );
}

interface ChipProps {
  field: FilterField;
  clauses: readonly Clause[];
  isFresh: boolean;
  onChange: (clauses: readonly Clause[]) => void;
  onEnd: () => void;
}

function Chip({ field, clauses, isFresh, onChange, onEnd }: ChipProps) {
  return (
    <DialogTrigger defaultOpen={isFresh} onOpenChange={(isOpen) => !isOpen && onEnd()}>
      <span className="chip">
        <Opener className="chip-open">
          <span className="chip-name">{field.name}</span>
          {clauses.length > 0 && (
            <b>
              <Asked field={field} clauses={clauses} />
            </b>
          )}
        </Opener>
        <Popover className="over" placement="bottom start">
          <Dialog className="filter-editor" aria-label={field.name}>
            {({ close }) => <FilterEditor field={field} clauses={clauses} onChange={onChange} close={close} />}
          </Dialog>
        </Popover>
        {clauses.length > 0 && <Remove name={field.name} onPress={() => onChange([])} />}
      </span>
    </DialogTrigger>
  );
}

interface AskedProps<Field = FilterField> {
  field: Field;
  clauses: readonly Clause[];
}

/** What is asked for, in words; names are read only where somebody or something is filtered by. */
function Asked({ field, clauses }: AskedProps) {
  if (field.kind === "person") return <AskedPeople field={field} clauses={clauses} />;
  if (field.kind === "record") return <AskedRecords field={field} clauses={clauses} />;
  return <AskedText field={field} clauses={clauses} />;
}

function AskedPeople(props: AskedProps) {
  return <AskedText {...props} nameOf={useColleagueNames()} />;
}

function AskedRecords({ field, clauses }: AskedProps<RecordField>) {
  return <AskedText field={field} clauses={clauses} nameOf={useRecordNames(field, clauses)} />;
}

function AskedText({ field, clauses, nameOf }: AskedProps & { nameOf?: NameOf }) {
  const { t, i18n } = useTranslation();
  return filterText(field, clauses, { t, language: i18n.language, nameOf });
}

function Remove({ name, onPress }: { name: string; onPress: () => void }) {
  const { t } = useTranslation();
  return (
    <Opener className="chip-remove" aria-label={t("filter.remove", { name })} onPress={onPress}>
      <Icon name="close" size={12} />
    </Opener>
  );
}
