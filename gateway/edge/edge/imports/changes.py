"""What an import changes of a record that is there, and how to change it back."""

from collections.abc import Mapping
from typing import Any

from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from chassis.jsoncodec import fill
from chassis.jsoncodec.literals import snake
from edge.imports.catalogue import CUSTOM, Importable
from edge.imports.drafts import nested


def former_values(said: Mapping[str, Any], record: Mapping[str, Any]) -> dict[str, Any]:
    """What the record, as JSON, has where the paths lead; None where it has nothing. Custom values are kept together."""
    found: dict[str, Any] = {}
    for path in said:
        if path.startswith(f"{CUSTOM}."):
            found[CUSTOM] = record.get(CUSTOM, {})
            continue
        value: Any = record
        for name in path.split("."):
            value = value.get(name) if isinstance(value, Mapping) else None
        found[path] = value
    return found


def unseen(importable: Importable, said: Mapping[str, Any], record: Message) -> list[str]:
    """Personal values of which the person sees only stars: what cannot be restored is not replaced."""
    found = []
    for path in said:
        target = importable.target(path)
        if target is not None and target.is_personal and "*" in str(getattr(record, target.field.name, "")):
            found.append(path)
    return found


def change_request(importable: Importable, id: str, said: Mapping[str, Any], former: Mapping[str, Any], etag: str) -> Message:
    """Changes what was said, and nothing else."""
    values = {path: value for path, value in said.items() if value is not None}
    if CUSTOM in former:
        values |= {f"{CUSTOM}.{key}": value for key, value in former[CUSTOM].items() if f"{CUSTOM}.{key}" not in values}
    return _request(importable, id, values, [*said], etag)


def restoring_request(importable: Importable, id: str, former: Mapping[str, Any], etag: str) -> Message:
    """Gives the record the values that it had."""
    values = {path: value for path, value in former.items() if value is not None and path != CUSTOM}
    values |= {f"{CUSTOM}.{key}": value for key, value in former.get(CUSTOM, {}).items()}
    return _request(importable, id, values, [*former], etag)


def _request(importable: Importable, id: str, values: Mapping[str, Any], paths: list[str], etag: str) -> Message:
    request: Any = GetMessageClass(importable.update.input_type)(**{f"{importable.noun}_id": id}, etag=etag)
    fill(getattr(request, importable.noun), nested(importable, values).get(importable.noun, {}))
    tops = {CUSTOM if path.startswith(f"{CUSTOM}.") else ".".join(map(snake, path.split("."))) for path in paths}
    request.update_mask.paths.extend(sorted(tops))
    return request  # type: ignore[no-any-return]
