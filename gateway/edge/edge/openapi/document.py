"""The OpenAPI 3.1 document."""

from collections import Counter
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from typing import Any

from google.protobuf.descriptor import MethodDescriptor

from chassis.descriptors import message_of
from edge.bindings import Binding
from edge.openapi import shared
from edge.openapi.comments import comment
from edge.openapi.operations import operation, tag
from edge.openapi.schemas import Components, Side

# Operations that are not derived from an RPC, or differ from what would be derived: {path: {http method: operation}}.
Special = Mapping[str, Mapping[str, Mapping[str, Any]]]


def document(bindings: Iterable[Binding], special: Special) -> dict[str, Any]:
    """Everything at one URL under one path item, collections in the order of the bindings."""
    components, paths = Components(), dict[str, dict[str, Any]]()
    tags: dict[str, str] = {}
    bindings = list(bindings)
    qualified = _qualified(bindings)
    for binding in bindings:
        _take_in(components, binding)
        paths.setdefault(binding.template.text, {})[binding.http_method.lower()] = operation(binding, qualified.get(binding.method, ""))
        tags.setdefault(tag(binding), _tag_comment(binding))
    for path, operations in special.items():
        paths[path] = {**paths.get(path, {}), **operations}
    return {
        "openapi": "3.1.0",
        "info": {**shared.INFO, "version": version("daozhang-gateway")},
        "servers": [{"url": "/"}],
        "security": [{"session": []}, {"bearer": []}],
        "tags": [{"name": name, **({"description": text} if text else {})} for name, text in tags.items()],
        "paths": paths,
        "components": {**shared.COMPONENTS, "schemas": {**components.schemas(), **shared.SCHEMAS}},
    }


def _qualified(bindings: Iterable[Binding]) -> dict[MethodDescriptor, str]:
    """RPCs that several services have under one name (listing their audits), with the service's name before it."""
    methods = {binding.method for binding in bindings}
    taken = Counter(method.name for method in methods)
    return {method: f"{method.containing_service.name}{method.name}" for method in methods if taken[method.name] > 1}


def _take_in(components: Components, binding: Binding) -> None:
    components.add(binding.method.output_type, Side.REPLY)
    components.add_fields(binding.query.values(), Side.INPUT)
    if binding.mask_field is not None:
        components.add(message_of(binding.mask_field), Side.PATCH)
    elif binding.body == "*":
        components.add_fields(binding.fields.values(), Side.INPUT)
    elif binding.body:
        components.add(message_of(binding.fields[binding.body]), Side.INPUT)


def _tag_comment(binding: Binding) -> str:
    """A collection is explained by its resource, where its Get or Create comes first."""
    return comment(binding.method.output_type.full_name)
