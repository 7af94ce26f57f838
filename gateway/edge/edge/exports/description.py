"""The file of an export in the description: by hand, because no RPC gives bytes."""

from collections.abc import Iterable
from typing import Any

from edge.bindings import Binding
from edge.exports.endpoints import CONTENT, MEDIA_TYPES
from edge.openapi.operations import operation

_GET = "crm.identity.v1.Identity.GetExport"
_FILE = {"type": "string", "format": "binary"}


def export_operation(bindings: Iterable[Binding]) -> dict[str, dict[str, dict[str, Any]]]:
    """{path: {http method: operation}}."""
    derived = operation(next(binding for binding in bindings if binding.name == _GET))
    content = {name.partition(";")[0]: {"schema": _FILE} for name in MEDIA_TYPES.values()}
    conflict = {"409": {"$ref": "#/components/responses/Conflict"}}
    described = derived | {
        "operationId": "getExportContent",
        "summary": "Reads the file of an export",
        "description": "As a download, for who asked for it, until it expires. Every download is audited.",
        "responses": {**derived["responses"], **conflict, "200": {"description": "The file.", "content": content}},
    }
    return {CONTENT: {"get": described}}
