"""A row of a list becomes cells of a file: people read it, so ids become names and times those of the company's zone."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import cached_property
from typing import Any

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

from chassis.collections import fields_at
from chassis.descriptors import Shape, enum_of, map_value, shape
from chassis.jsoncodec import as_dict
from crm.identity.v1 import exports_pb2 as pb

# An amount is two cells, so that a spreadsheet can add it up.
Cell = str | Decimal | date | datetime
_BETWEEN = "; "


@dataclass(frozen=True)
class Reading:
    """For whom cells are written: where they live, which language they read, and what they know by which id."""

    zone: tzinfo
    language: str
    names: Mapping[str, str] = field(default_factory=dict)

    def flag(self, value: bool) -> str:
        words = ("是", "否") if self.language.lower().startswith("zh") else ("Yes", "No")
        return words[0] if value else words[1]


@dataclass(frozen=True)
class Column:
    """A path into the rows and how it is called."""

    path: str
    title: str
    fields: tuple[FieldDescriptor, ...]
    labels: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def titles(self) -> list[str]:
        return [self.title, f"{self.title} ¤"] if self._is_money else [self.title]

    def cells(self, row: Mapping[str, Any], reading: Reading) -> list[Cell]:
        """`row` as JSON has it."""
        value = self._found(row)
        if self._is_money:
            return [Decimal(value["amount"]), value["currencyCode"]] if value and value["currencyCode"] else ["", ""]
        if isinstance(value, list):
            return [_BETWEEN.join(_text(self._cell(each, reading)) for each in value)]
        return ["" if value is None else self._cell(value, reading)]

    @property
    def _is_money(self) -> bool:
        return shape(self.fields[-1]) is Shape.MONEY and not self.fields[-1].is_repeated

    def _found(self, row: Mapping[str, Any]) -> Any:
        value: Any = row
        for each in self.fields:
            if value is None:
                return None
            is_entry = each.containing_type is not None and each.containing_type.GetOptions().map_entry
            value = value.get(self.path.rpartition(".")[2] if is_entry else each.json_name)
        return value

    def _cell(self, value: Any, reading: Reading) -> Cell:
        if (label := self.labels.get(str(value))) is not None:
            return label
        convert = _CONVERSIONS.get(shape(self.fields[-1]))
        return convert(value, reading) if convert else self._word(value)

    def _word(self, value: Any) -> str:
        last = self.fields[-1]
        nothing = shape(last) is Shape.ENUM and value == enum_of(last).values_by_number[0].name
        return "" if nothing else str(value)


def _time(value: str, reading: Reading) -> Cell:
    return datetime.fromisoformat(value).astimezone(reading.zone).replace(tzinfo=None, microsecond=0)


def _custom(value: Mapping[str, Any], reading: Reading) -> Cell:
    kind, inner = next(iter(value.items()), ("text", ""))
    match kind:
        case "decimal":
            return Decimal(inner)
        case "date":
            return date.fromisoformat(inner)
        case "flag":
            return reading.flag(bool(inner))
        case _:
            return str(inner)


def _plain(value: Any, reading: Reading) -> Cell:
    return reading.flag(value) if isinstance(value, bool) else Decimal(str(value))


_CONVERSIONS: Mapping[Shape, Callable[[Any, Reading], Cell]] = {
    Shape.ID: lambda value, reading: reading.names.get(value, value),
    Shape.DATE: lambda value, _: date.fromisoformat(value) if value else "",
    Shape.DECIMAL: lambda value, _: Decimal(value) if value else "",
    Shape.TIME: _time,
    Shape.CUSTOM: _custom,
    Shape.PLAIN: _plain,
    Shape.MONEY: lambda value, _: f"{value['amount']} {value['currencyCode']}",
}


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else str(cell)


def columns(row: Descriptor, asked: Sequence[pb.ExportColumn]) -> list[Column]:
    """Those that were asked for; without any, everything that fits into a cell. Raises ValueError for a path that leads nowhere."""
    return [_column(row, each) for each in asked or _all(row)]


def _column(row: Descriptor, asked: pb.ExportColumn) -> Column:
    fields = fields_at(row, asked.field)
    if fields is None:
        raise ValueError(f"{row.full_name} has no {asked.field}.")
    labels = {label.value: label.text for label in asked.labels}
    return Column(asked.field, asked.title or asked.field, fields, labels)


def _all(row: Descriptor) -> Iterable[pb.ExportColumn]:
    for each in row.fields:
        if each.name != "etag" and map_value(each) is None and fields_at(row, each.json_name) is not None:
            yield pb.ExportColumn(field=each.json_name)


def cells(rows: Iterable[Message], of: Sequence[Column], reading: Reading) -> list[list[Cell]]:
    found = (as_dict(row) for row in rows)
    return [[cell for column in of for cell in column.cells(row, reading)] for row in found]
