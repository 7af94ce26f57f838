"""Documents and scans of statements in the description: by hand, because no RPC gives or takes bytes."""

from collections.abc import Iterable
from typing import Any

from edge.account_statements.endpoints import CONTENT, LINK_HEADER, SCAN_TYPES, SCANS, SHARED_CONTENT
from edge.account_statements.rendering import FORMATS
from edge.account_statements.words import LANGUAGES
from edge.bindings import Binding
from edge.openapi.operations import operation

_GET = "crm.receivables.v1.Receivables.GetAccountStatement"
_OPEN = "crm.receivables.v1.Receivables.OpenSharedStatement"
_FILE = {"type": "string", "format": "binary"}
_CHOICES = {
    "format": {"type": "string", "enum": list(FORMATS), "default": "pdf"},
    "language": {"type": "string", "enum": list(LANGUAGES), "default": LANGUAGES[0]},
}


def statement_operations(bindings: Iterable[Binding], most_bytes: int) -> dict[str, dict[str, dict[str, Any]]]:
    """{path: {http method: operation}}; empty where nobody keeps statements."""
    by_name = {binding.name: binding for binding in bindings}
    if _GET not in by_name:
        return {}
    document = {"description": "The document.", "content": {name.partition(";")[0]: {"schema": _FILE} for name in FORMATS.values()}}
    inside, outside = operation(by_name[_GET]), operation(by_name[_OPEN])
    asked = [{"in": "query", "name": name, "schema": schema} for name, schema in _CHOICES.items()]
    token = {"type": "string", "description": "What stands behind # in the customer's link."}
    body = {"type": "object", "required": ["token"], "properties": {"token": token, **_CHOICES}}
    limit = f"up to {most_bytes // (1024 * 1024)} MiB"
    return {
        CONTENT: {
            "get": inside
            | {
                "operationId": "getAccountStatementContent",
                "summary": "Reads a statement of account as a document",
                "description": "As a download: PDF with embedded fonts, XLSX or HTML, in Chinese or English.",
                "parameters": [*inside["parameters"], *asked],
                "responses": {**inside["responses"], "200": document},
            }
        },
        SHARED_CONTENT: {
            "post": outside
            | {
                "operationId": "downloadSharedStatement",
                "summary": "Reads a statement as a document by its link",
                "description": "Without sign-in; limited per address.",
                "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
                "responses": {**outside["responses"], "200": document},
            }
        },
        SCANS: {
            "post": outside
            | {
                "operationId": "sendStatementScan",
                "summary": "Sends the scan of the stamped paper by the link",
                "description": f"Without sign-in, after the answer; {limit}, and really what it says it is.",
                "parameters": [
                    {"in": "header", "name": LINK_HEADER, "required": True, "schema": token},
                    {"in": "query", "name": "fileName", "required": True, "schema": {"type": "string"}},
                ],
                "requestBody": {"required": True, "content": {name: {"schema": _FILE} for name in SCAN_TYPES}},
                "responses": {
                    **{status: response for status, response in outside["responses"].items() if status != "200"},
                    "201": outside["responses"]["200"],
                },
            }
        },
    }
