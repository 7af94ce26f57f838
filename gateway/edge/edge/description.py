"""The description of the whole interface: what is derived from the RPCs, and what is described by hand."""

from collections.abc import Sequence
from typing import Any

from google.protobuf.descriptor import ServiceDescriptor

from edge.account_statements.description import statement_operations
from edge.attachments.description import operations
from edge.bindings import bindings
from edge.exports.description import export_operation
from edge.imports.description import import_operations
from edge.live.description import live_operation
from edge.openapi import document
from edge.search.description import search_operation
from edge.search.sources import sources
from edge.sessions import Cookie
from edge.settings import EdgeSettings


def description(services: Sequence[ServiceDescriptor], settings: EdgeSettings) -> dict[str, Any]:
    """The OpenAPI document of what these services offer; nothing has to run for it."""
    all_bindings = list(bindings(services))
    by_hand = {
        **operations(all_bindings, settings.limits.attachment_bytes),
        **export_operation(all_bindings),
        **statement_operations(all_bindings, settings.limits.scan_bytes),
        **import_operations(all_bindings, settings.limits.import_bytes),
        **live_operation(),
        **search_operation(sources(services)),
    }
    described = document(all_bindings, by_hand)
    described["components"]["securitySchemes"]["session"]["name"] = Cookie(secure=settings.secure_cookies).name
    return described
