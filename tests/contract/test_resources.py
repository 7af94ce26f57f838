"""A resource, its aggregate and its table say the same by the same names, in the same words."""

from collections.abc import Iterator
from dataclasses import fields
from enum import StrEnum
from types import NoneType
from typing import Any, get_args, get_type_hints

from google.protobuf.descriptor import Descriptor, EnumDescriptor
from sqlalchemy import BigInteger, Boolean, Date, DateTime, Integer, Numeric, Table, Text, Uuid, inspect
from sqlalchemy.orm import Mapper
from sqlalchemy.types import TypeDecorator, TypeEngine

from chassis.descriptors import Shape, descriptor_of, enum_of, enum_prefix, enum_words, message_of, shape
from chassis.fields import Field
from chassis.service import Service
from tests.contract.lists import shown_by
from tests.contract.resources import parts_of, unfilled

# What only the reply that made the record says, because nobody keeps it, and what only the caller's own list knows.
SAID_ONCE = {
    "Session": {"token", "must_change_password", "current"},
    "ApiKey": {"secret"},
    "SavedView": {"is_default"},
    "Todo": {"above_fold"},
}
# What a field of the message is in the database.
COLUMNS: dict[Shape, tuple[type[TypeEngine[Any]], ...]] = {
    Shape.ID: (Uuid,),
    Shape.DATE: (Date,),
    Shape.DECIMAL: (Numeric,),
    Shape.TIME: (DateTime,),
    Shape.ENUM: (Text,),
    # 32 bits of the message hold every number that the column can.
    Shape.PLAIN: (Boolean, Integer),
}
# Counted in 64 bits, and far from 32.
WIDER = {"tenant.clock_offset_seconds"}


def test_the_aggregate_fills_every_field_of_the_resource(service: Service) -> None:
    for resource in service.resources:
        left = unfilled(descriptor_of(resource.message), resource.kind)
        assert set(left) == SAID_ONCE.get(resource.kind.__name__, set()), resource.name


def test_an_aggregate_holds_what_is_stored_of_it_and_nothing_else(service: Service) -> None:
    for kind in _kinds(service):
        mapper: Mapper[Any] = inspect(kind)
        held = {field.name for field in fields(kind) if field.init}
        assert held <= {attribute.key for attribute in mapper.attrs}, kind.__name__
        assert {column.key for column in mapper.columns if column.key not in held} <= _not_held(mapper), kind.__name__


def _not_held(mapper: Mapper[Any]) -> set[str]:
    """Columns that the database fills, that are parts of one value, or that point from a part to its root."""
    computed = [column.key for column in mapper.columns if column.computed is not None]
    parts = [column.key for value in mapper.composites for column in value.columns]
    pointing = [str(column.key) for relation in mapper.relationships if not relation.uselist for column in relation.local_columns]
    return {*computed, *parts, *pointing}


def _kinds(service: Service) -> Iterator[Any]:
    for resource in service.resources:
        yield resource.kind
        yield from parts_of(resource.kind).values()


def test_the_words_of_an_enum_are_those_of_the_domain(service: Service) -> None:
    for resource in service.resources:
        for enum, words, where in _enums(descriptor_of(resource.message), resource.kind):
            assert {*words} == _words(enum), where


def _enums(descriptor: Descriptor, kind: Any) -> Iterator[tuple[EnumDescriptor, type[StrEnum], str]]:
    hints = get_type_hints(kind)
    for field in descriptor.fields:
        if shape(field) is Shape.ENUM and field.name in hints:
            declared = [each for each in get_args(hints[field.name]) or (hints[field.name],) if each is not NoneType]
            assert len(declared) == 1, field.full_name
            yield enum_of(field), declared[0], field.full_name
    for attribute, part in parts_of(kind).items():
        if attribute in descriptor.fields_by_name:
            yield from _enums(message_of(descriptor.fields_by_name[attribute]), part)


def _words(enum: EnumDescriptor) -> set[str]:
    return {word for word in enum_words(enum).values() if word is not None}


def test_a_filter_takes_the_words_of_an_enum_with_and_without_its_prefix(service: Service) -> None:
    for shown in shown_by(service):
        for name, declared in shown.listing.fields.items():
            field = shown.row.fields_by_name.get(name)
            if field is not None and shape(field) is Shape.ENUM and isinstance(declared, Field):
                short = {word.upper() for word in _words(enum_of(field))}
                assert declared.options.keys() == short | {enum_prefix(enum_of(field)) + word for word in short}, f"{shown.name}: {name}"


def test_a_column_holds_just_what_its_field_can_say(service: Service) -> None:
    for resource in service.resources:
        wrong = [*_unlike(descriptor_of(resource.message), resource.table)]
        assert not wrong, resource.name


def _unlike(descriptor: Descriptor, table: Table) -> Iterator[str]:
    for field in descriptor.fields:
        kind = shape(field)
        if kind is Shape.MONEY and f"{field.name}_minor" in table.c:
            if not isinstance(table.c[f"{field.name}_minor"].type, BigInteger):
                yield field.name
        elif kind in COLUMNS and field.name in table.c and not field.is_repeated:
            column = table.c[field.name]
            stored = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
            too_wide = isinstance(stored, BigInteger) and str(column) not in WIDER
            if not isinstance(stored, COLUMNS[kind]) or too_wide:
                yield field.name
