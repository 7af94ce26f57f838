"""Facts: what is declared is recorded, is shown by an example, and tells nothing personal."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

from chassis.descriptors import descriptor_of, is_personal
from chassis.service import Service
from chassis.validation import validate
from tests.contract.examples import EXAMPLES
from tests.contract.members import SERVICES, events


def test_every_fact_of_the_proto_file_is_declared(service: Service) -> None:
    assert set(service.facts) == set(events(service))


def test_every_fact_is_recorded_somewhere(service: Service) -> None:
    """A message that nobody records is a promise to consumers that nobody keeps."""
    assert {fact.__name__ for fact in service.facts} <= _called_by_domain(service)


def _called_by_domain(service: Service) -> set[str]:
    """AccountAssigned of `facts.AccountAssigned(...)`, and every other name that is called like that."""
    domain = Path(str(import_module(f"{service.name}.domain").__file__)).parent
    nodes = [node for file in domain.rglob("*.py") for node in ast.walk(ast.parse(file.read_text()))]
    return {node.func.attr for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}


def test_every_fact_has_one_example() -> None:
    declared = [fact.__name__ for service in SERVICES for fact in service.facts]
    assert sorted(type(example).__name__ for example in EXAMPLES) == sorted(declared)


def test_an_example_shows_every_field_of_its_fact() -> None:
    for example in EXAMPLES:
        assert not [*_empty(example)], type(example).__name__


def _empty(message: Message) -> Iterator[str]:
    """Fields that the fact and its figures do not show; what comes from other files is explained there."""
    shown = {field.name: value for field, value in message.ListFields()}
    for field in descriptor_of(message).fields:
        if field.name not in shown:
            yield field.name
        elif field.message_type is not None and field.message_type.file is descriptor_of(message).file:
            for each in shown[field.name] if field.is_repeated else [shown[field.name]]:
                yield from (f"{field.name}.{name}" for name in _empty(each))


def test_an_example_has_the_ids_days_and_amounts_that_such_fields_have() -> None:
    """As `validate` demands of a request; it raises."""
    for example in EXAMPLES:
        copy = type(example)()
        copy.CopyFrom(example)
        validate(copy)


def test_a_fact_tells_nothing_personal(service: Service) -> None:
    for fact in service.facts:
        assert not [field.full_name for field in _fields(descriptor_of(fact)) if is_personal(field)]


def _fields(descriptor: Descriptor) -> Iterator[FieldDescriptor]:
    for field in descriptor.fields:
        yield field
        if field.message_type is not None:
            yield from _fields(field.message_type)
