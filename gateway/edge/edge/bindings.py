"""The REST bindings of the RPCs: what each google.api.http option in the proto files means, checked when the process starts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from google.api import annotations_pb2
from google.api.http_pb2 import HttpRule
from google.protobuf import empty_pb2
from google.protobuf.descriptor import FieldDescriptor, MethodDescriptor, ServiceDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from chassis.descriptors import Shape, is_required, map_value, resource_field, shape
from crm.common.v1 import options_pb2
from edge.paths import PathTable, Template

# Never query parameters: they travel as If-Match.
ETAG = "etag"


@dataclass(frozen=True, eq=False)
class Binding:
    """One way to call one RPC over HTTP."""

    method: MethodDescriptor
    http_method: str
    template: Template
    # The request's field that the body is; "*" for the request itself, "" for no body.
    body: str

    @property
    def service(self) -> ServiceDescriptor:
        return self.method.containing_service

    @property
    def name(self) -> str:
        """ "crm.accounts.v1.Accounts.GetAccount"."""
        return str(self.method.full_name)

    @cached_property
    def request_class(self) -> type[Message]:
        return GetMessageClass(self.method.input_type)

    @cached_property
    def access(self) -> options_pb2.Access:
        return access(self.method)

    @cached_property
    def fields(self) -> dict[str, FieldDescriptor]:
        return {field.name: field for field in self.method.input_type.fields}

    @cached_property
    def has_etag(self) -> bool:
        return ETAG in self.fields

    @cached_property
    def mask_field(self) -> FieldDescriptor | None:
        """The resource whose update_mask is filled from the body's keys where the request names none."""
        field = resource_field(self.method.input_type)
        return field if field is not None and field.name == self.body else None

    @cached_property
    def query(self) -> dict[str, FieldDescriptor]:
        """Fields that travel as query parameters, by proto name.

        A message that is not the body does not travel in this binding: `history` of a row only exists in batches.
        """
        if self.body == "*":
            return {}
        elsewhere = {self.body, ETAG, *self.template.variables}
        return {name: field for name, field in self.fields.items() if name not in elsewhere and _fits_query(field)}

    @cached_property
    def body_required(self) -> bool:
        """Whether an empty body makes no sense: verbs without required fields may be posted without one."""
        if self.body != "*":
            return bool(self.body)
        variables = self.template.variables
        return any(is_required(field) for name, field in self.fields.items() if name not in variables)

    @cached_property
    def status(self) -> int:
        """Of success."""
        if self.method.output_type.full_name == empty_pb2.Empty.DESCRIPTOR.full_name:
            return 204
        return 201 if self.http_method == "POST" and self.method.name.startswith("Create") else 200


def access(method: MethodDescriptor) -> options_pb2.Access:
    return method.GetOptions().Extensions[options_pb2.access]


def bindings(services: Iterable[ServiceDescriptor]) -> Iterator[Binding]:
    """Every REST binding. Raises TypeError for an RPC that could not be served as it is written."""
    for service in services:
        for method in service.methods:
            rule: HttpRule = method.GetOptions().Extensions[annotations_pb2.http]
            if not method.GetOptions().HasExtension(options_pb2.access):
                raise TypeError(f"{method.full_name} does not say who may call it (option crm.common.v1.access).")
            if rule.WhichOneof("pattern") is None:
                if not access(method).services:
                    raise TypeError(f"{method.full_name} has neither a REST binding nor services that may call it.")
                continue
            for one in (rule, *rule.additional_bindings):
                yield _checked(_binding(method, one))


def table(all_bindings: Iterable[Binding]) -> PathTable[Any]:
    """The bindings by URL. Raises ValueError where two would meet."""
    paths: PathTable[Any] = PathTable()
    for binding in all_bindings:
        paths.add(binding.template, binding.http_method, binding)
    return paths


def _binding(method: MethodDescriptor, rule: HttpRule) -> Binding:
    pattern = rule.WhichOneof("pattern")
    if pattern is None or pattern == "custom":
        raise TypeError(f"{method.full_name}: a binding is one of get, put, post, patch, delete.")
    return Binding(method, pattern.upper(), Template.parse(getattr(rule, pattern)), rule.body)


def _checked(binding: Binding) -> Binding:
    fields, name = binding.fields, binding.name
    if binding.template.verb and binding.http_method != "POST":
        raise TypeError(f"{name}: verbs are POST only.")
    if binding.body and binding.http_method in ("GET", "DELETE"):
        raise TypeError(f"{name}: {binding.http_method} has no body.")
    if binding.body not in ("", "*") and (binding.body not in fields or shape(fields[binding.body]) is not Shape.MESSAGE):
        raise TypeError(f"{name}: the body {binding.body!r} is no message of {binding.method.input_type.full_name}.")
    for variable in binding.template.variables:
        if variable not in fields or shape(fields[variable]) not in (Shape.ID, Shape.TEXT, Shape.DATE) or fields[variable].is_repeated:
            raise TypeError(f"{name}: the variable {{{variable}}} is no text of {binding.method.input_type.full_name}.")
    return binding


def _fits_query(field: FieldDescriptor) -> bool:
    return map_value(field) is None and shape(field) not in (Shape.MESSAGE, Shape.MONEY, Shape.CUSTOM)
