"""What is no RPC of imports, in the description: by hand, because its bodies are files, or because only the gateway knows it."""

from collections.abc import Iterable
from typing import Any

from chassis.descriptors import is_output_only, is_required
from chassis.sheets import MOST_ROWS
from crm.identity.v1 import imports_pb2 as pb
from edge.bindings import Binding
from edge.imports.catalogue import NOUNS
from edge.imports.endpoints import FIELDS, REJECTED, TAKEN
from edge.openapi.operations import operation, parameter

UPLOAD = "crm.identity.v1.Identity.CreateImport"
_GET = "crm.identity.v1.Identity.GetImport"
_FILE = {"type": "string", "format": "binary"}
_TEXTS = {"type": "array", "items": {"type": "string"}}
_LANGUAGES = ("zh-CN", "en-US")
_FIELD = {
    "type": "object",
    "properties": {
        "field": {"type": "string", "description": "As the columns of a plan name it."},
        "type": {"type": "string", "enum": ["id", "date", "decimal", "text", "enum", "plain", "money", "time"]},
        "required": {"type": "boolean"},
        "repeated": {"type": "boolean", "description": "Several values stand in one cell, with ; or 、 between them."},
        "labels": {
            "type": "object",
            "properties": {name: {"type": "string"} for name in ("zh-CN", "en-US")},
            "required": ["zh-CN", "en-US"],
        },
        "words": {**_TEXTS, "description": "What people call it; a header that is one of these is mapped to it."},
        "values": {
            "type": "array",
            "items": {"type": "object", "properties": {"value": {"type": "string"}, "words": _TEXTS}, "required": ["value", "words"]},
        },
        "reference": {"type": "string", "description": "The list whose records cells name, by number, name, mail address or id."},
        "personal": {"type": "boolean"},
        "historicalOnly": {"type": "boolean", "description": "Tells how it went on; only a historical import takes it."},
    },
    "required": ["field", "type", "required", "repeated", "labels", "words", "values", "reference", "personal", "historicalOnly"],
}


def import_operations(bindings: Iterable[Binding], most_bytes: int) -> dict[str, dict[str, dict[str, Any]]]:
    """{path: {http method: operation}}."""
    by_name = {binding.name: binding for binding in bindings}
    upload = by_name[UPLOAD]
    return {
        upload.template.text: {"post": _upload(upload, most_bytes)},
        REJECTED: {"get": _rejected(by_name[_GET])},
        FIELDS: {"get": _fields(by_name[_GET])},
    }


def _upload(binding: Binding, most_bytes: int) -> dict[str, Any]:
    derived = operation(binding)
    fields = [field for field in pb.Import.DESCRIPTOR.fields if not is_output_only(field)]
    said = [{"in": "query", "required": is_required(field), **parameter(field)} for field in fields]
    size = f"{most_bytes // (1024 * 1024)} MiB and {MOST_ROWS} rows"
    note = f"Taken are .csv (UTF-8, GB 18030) and .xlsx up to {size}, with headers in the first row."
    return derived | {
        "description": f"{derived['description']}\n\n{note}",
        "parameters": [*said, *(one for one in derived["parameters"] if "$ref" in one)],
        "requestBody": {"required": True, "content": {name: {"schema": _FILE} for name in TAKEN}},
    }


def _rejected(binding: Binding) -> dict[str, Any]:
    derived = operation(binding)
    return derived | {
        "operationId": "getImportRejectedRows",
        "summary": "Reads the rejected rows of an import as a file",
        "description": "CSV, as the rows came, with a last column that says why, in the language of who uploaded it; for them alone.",
        "responses": {**derived["responses"], "200": {"description": "The file.", "content": {"text/csv": {"schema": _FILE}}}},
    }


def _fields(binding: Binding) -> dict[str, Any]:
    derived = operation(binding)
    schema = {"type": "object", "properties": {"fields": {"type": "array", "items": _FIELD}}, "required": ["fields"]}
    resource = {"in": "path", "name": "resource", "required": True, "schema": {"type": "string", "enum": [*NOUNS]}}
    return derived | {
        "operationId": "listImportFields",
        "summary": "Lists the fields that columns of a file can fill",
        "description": "With the words that people use for them and for their values. Custom fields come besides, as `custom.<key>`.",
        "parameters": [{**resource, "description": "What the rows become."}],
        "responses": {**derived["responses"], "200": {"description": "The fields.", "content": {"application/json": {"schema": schema}}}},
    }
