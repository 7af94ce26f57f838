"""One thing has one name: in proto files, in SQL and in REST."""

import re
from collections.abc import Iterator

from google.protobuf.descriptor import FieldDescriptor
from sqlalchemy import ARRAY, BigInteger, Column, Date, DateTime, Uuid
from sqlalchemy.types import TypeDecorator

from chassis import tables as chassis
from chassis.descriptors import Shape, shape
from chassis.names import snake
from chassis.service import Service
from edge.bindings import bindings

# The first day of a month stands for all of it; ids that others gave; an operator, who is nobody's user; PostgreSQL's transaction;
# what was known when.
OTHERWISE = {
    # Of a list, as its request calls them.
    *("saved_view.order_by", "saved_view.group_by", "export.order_by"),
    *("funnel_cell.open_month", "audit.trace_id", "external_ref.external_id"),
    *("dead_letter.resolved_by", "ledger_transaction.written_by", "account_statement.known_at"),
    *("provision_run.known_at", "exchange_run.known_at"),
}
# AIP-142 has no better name for what was known when.
KNOWN = "known_at"


def test_a_table_is_called_like_its_resource_in_the_singular(service: Service) -> None:
    for resource in service.resources:
        assert resource.table.name == snake(resource.message.DESCRIPTOR.name)
        assert resource.kind.__name__ == resource.message.DESCRIPTOR.name


# An order is a word of SQL, so the record is a sales order; people and programs ask for orders.
SHORTER = {"sales_order": "orders"}


def test_a_collection_is_called_like_its_resource_in_the_plural(service: Service) -> None:
    resources = {resource.message.DESCRIPTOR.name: resource.name for resource in service.resources}
    for binding in bindings([service.descriptor]):
        found = re.fullmatch(r"(Get|Update|Archive|Restore)(\w+)", binding.method.name)
        if found and found[2] in resources:
            variable = resources[found[2]]
            path = binding.template.text.removesuffix(f":{binding.template.verb}")
            if variable.endswith("_settings"):
                # There is one of them, so it has no id.
                assert path == f"/v1/{_camel(variable)}", binding.name
                continue
            assert path.endswith(f"/{SHORTER.get(variable, _plural(variable))}/{{{variable}_id}}"), binding.name


def _plural(name: str) -> str:
    """ "salesProcesses" of "sales_process"."""
    camel = _camel(name)
    if camel.endswith(("s", "ch")):
        return f"{camel}es"
    return re.sub(r"(?<=[^aeiou])ys$", "ies", f"{camel}s")


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def test_the_end_of_a_columns_name_says_what_it_holds(service: Service) -> None:
    tables = (*chassis.metadata.sorted_tables, *service.metadata.sorted_tables)
    assert not {str(column) for table in tables for column in table.c if not _says_what_it_holds(column)} - OTHERWISE


def _says_what_it_holds(column: "Column[object]") -> bool:
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    item = kind.item_type if isinstance(kind, ARRAY) else kind
    ends = {
        DateTime: column.name.endswith("_time"),
        Date: column.name.endswith("_date"),
        Uuid: column.name in ("id", "shared_with") or column.name.endswith(("_id", "_ids", "_by")),
    }
    right = all(isinstance(item, declared) is named for declared, named in ends.items())
    is_money = isinstance(kind, BigInteger) and "currency" in column.table.c
    return right and (is_money or not column.name.endswith("_minor"))


def test_the_end_of_a_fields_name_says_what_it_holds(service: Service) -> None:
    for field in _fields(service):
        if field.name != KNOWN:
            assert (shape(field) is Shape.TIME) is field.name.endswith(("_time", "_times")), field.full_name


def _fields(service: Service) -> Iterator[FieldDescriptor]:
    for message in service.descriptor.file.message_types_by_name.values():
        yield from message.fields


def test_a_request_is_called_like_its_rpc(service: Service) -> None:
    for name, method in service.descriptor.methods_by_name.items():
        assert method.input_type.name == f"{name}Request"
