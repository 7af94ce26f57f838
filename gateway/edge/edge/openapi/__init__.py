"""The description of the HTTP interface, made once from the same descriptors as the routes."""

from edge.openapi.document import document

__all__ = ["document"]
