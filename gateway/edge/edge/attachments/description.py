"""The two operations on attachments whose bodies are files: described by hand, because no RPC has such a body."""

from collections.abc import Iterable
from typing import Any

from chassis.descriptors import is_output_only, is_required
from crm.identity.v1 import identity_pb2 as pb
from edge.attachments.media_types import MEDIA_TYPES
from edge.bindings import Binding
from edge.openapi.operations import operation, parameter

UPLOAD = "crm.identity.v1.Identity.CreateAttachment"
DOWNLOAD = "crm.identity.v1.Identity.GetAttachment"
CONTENT = "/v1/attachments/{attachment_id}/content"
_FILE = {"type": "string", "format": "binary"}


def operations(bindings: Iterable[Binding], most_bytes: int) -> dict[str, dict[str, dict[str, Any]]]:
    by_name = {binding.name: binding for binding in bindings}
    return {
        by_name[UPLOAD].template.text: {"post": _upload(by_name[UPLOAD], most_bytes)},
        CONTENT: {"get": _content(by_name[DOWNLOAD])},
    }


def _upload(binding: Binding, most_bytes: int) -> dict[str, Any]:
    derived = operation(binding)
    said = [
        {"in": "query", "required": is_required(field), **parameter(field)}
        for field in pb.Attachment.DESCRIPTOR.fields
        if not is_output_only(field)
    ]
    extensions = ", ".join(f".{kind.extensions[0]}" for kind in MEDIA_TYPES.values())
    note = f"Taken are {extensions} up to {most_bytes // (1024 * 1024)} MiB; the content must be what the Content-Type says."
    return derived | {
        "description": f"{derived['description']}\n\n{note}",
        "parameters": [*said, *(one for one in derived["parameters"] if "$ref" in one)],
        "requestBody": {"required": True, "content": {name: {"schema": _FILE} for name in MEDIA_TYPES}},
    }


def _content(binding: Binding) -> dict[str, Any]:
    derived = operation(binding)
    content = {name: {"schema": _FILE} for name in MEDIA_TYPES}
    return derived | {
        "operationId": "getAttachmentContent",
        "summary": "Reads the content of an attachment",
        "description": "The file as it was uploaded, as a download.",
        "responses": {**derived["responses"], "200": {"description": "The file.", "content": content}},
    }
