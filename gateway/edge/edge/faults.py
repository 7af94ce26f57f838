"""Finds the wrong parts of a request again in what the client sent: services speak of fields, clients of pointers and parameters."""

from collections.abc import Iterable
from dataclasses import replace

from chassis.errors import Violation
from chassis.jsoncodec import json_pointer
from edge.bindings import ETAG, Binding
from edge.problems import Fault


def faults(binding: Binding, violations: Iterable[Violation]) -> list[Fault]:
    return [_fault(binding, violation) for violation in violations]


def _fault(binding: Binding, violation: Violation) -> Fault:
    return replace(_place(binding, violation), reason=violation.reason)


def _place(binding: Binding, violation: Violation) -> Fault:
    # What jsoncodec finds stands in a body that was read by itself: the pointer is right already.
    if not violation.field or violation.field.startswith("/"):
        return Fault(violation.detail, pointer=violation.field)
    top = violation.field.partition(".")[0]
    if top in binding.template.variables:
        return Fault(violation.detail, parameter=top)
    if top == ETAG and binding.has_etag:
        return Fault(violation.detail, header="If-Match")
    for field in binding.query.values():
        if top in (field.name, field.json_name):
            return Fault(violation.detail, parameter=field.json_name)
    pointer = json_pointer(binding.method.input_type, violation.field)
    if binding.body not in ("", "*"):
        pointer = pointer.removeprefix(f"/{binding.fields[binding.body].json_name}")
    return Fault(violation.detail, pointer=pointer)
