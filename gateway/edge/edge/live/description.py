"""The live updates in the description: by hand, because no RPC streams."""

from typing import Any

from edge.live.stream import PATH
from edge.openapi.operations import REFUSALS

_TEXT = """Server-sent events.

- `ready`: the connection stands.
- `update`: a record changed. The data is `{"type", "id", "version", "op"}`; the record is read anew by its own path. `op` is `changed`,
  or `gone` when the caller sees it no longer.
- `reset`: something was missed, or rights changed; everything on the screen is read anew.

Only records that the caller may read are named. The stream ends when the caller's rights change or the sign-in ends.
`Last-Event-ID` goes on where the last connection broke, as far as that is still known."""


def live_operation() -> dict[str, dict[str, dict[str, Any]]]:
    """{path: {http method: operation}}."""
    refusals = {code: {"$ref": f"#/components/responses/{REFUSALS[code]}"} for code in ("400", "401", "403", "429", "503", "504")}
    success = {"description": "The stream.", "content": {"text/event-stream": {"schema": {"type": "string"}}}}
    operation = {
        "operationId": "streamLiveUpdates",
        "tags": ["liveUpdates"],
        "summary": "Tells what changes, while it changes",
        "description": _TEXT,
        "parameters": [
            {"name": "Last-Event-ID", "in": "header", "schema": {"type": "string"}, "description": "The newest id that was seen."}
        ],
        "responses": {"200": success, **refusals, "default": {"$ref": "#/components/responses/Problem"}},
    }
    return {PATH: {"get": operation}}
