"""The search in the description: by hand, because it is no RPC."""

from collections.abc import Iterable
from typing import Any

from edge.openapi.operations import REFUSALS
from edge.search.endpoint import MOST, MOST_OF_A_TYPE, PATH, SECONDS

_TEXT = f"""Asks every list that can be searched and that the caller may read: words, two or more Chinese characters, pinyin, initials, last
digits. Up to {MOST_OF_A_TYPE} records of each type, {MOST} in all: what is called just so comes first, then what begins so, then the types
in turn. The record is read by its own path.

`incomplete` names the types that gave no answer within {SECONDS:g} s; the rest is whole. Where nobody answers so fast, the first answer is
waited for."""
_TEXTS = ("title", "subtitle", "number")


def search_operation(types: Iterable[str]) -> dict[str, dict[str, dict[str, Any]]]:
    """{path: {http method: operation}}."""
    known = {"type": "string", "enum": sorted(types)}
    result = {
        "type": "object",
        "properties": {"type": known, "id": {"type": "string", "format": "uuid"}, **{name: {"type": "string"} for name in _TEXTS}},
        "required": ["type", "id", *_TEXTS],
    }
    schema = {
        "type": "object",
        "properties": {"results": {"type": "array", "items": result}, "incomplete": {"type": "array", "items": known}},
        "required": ["results", "incomplete"],
    }
    refusals = {code: {"$ref": f"#/components/responses/{REFUSALS[code]}"} for code in ("400", "401", "403", "429", "503", "504")}
    operation = {
        "operationId": "searchAll",
        "tags": ["search"],
        "summary": "Finds records of every type",
        "description": _TEXT,
        "parameters": [
            {
                "name": "q",
                "in": "query",
                "required": True,
                "schema": {"type": "string", "minLength": 1, "maxLength": 100},
                "description": "What to search for.",
            },
            {
                "name": "types",
                "in": "query",
                "explode": False,
                "schema": {"type": "array", "items": known},
                "description": "Only these types, separated by commas.",
            },
        ],
        "responses": {
            "200": {"description": "What was found.", "content": {"application/json": {"schema": schema}}},
            **refusals,
            "default": {"$ref": "#/components/responses/Problem"},
        },
    }
    return {PATH: {"get": operation}}
