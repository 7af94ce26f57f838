"""An HTTP request becomes the message of its RPC."""

import re
from collections.abc import Iterable
from typing import Any

from fastapi import Request
from google.protobuf.message import Message

from chassis.jsoncodec import fill, fill_parameter, parse
from chassis.messages.masks import changed_paths
from edge import body
from edge.bindings import ETAG, Binding
from edge.problems import Fault, Problem, bad_request, media_type_unsupported
from edge.settings import Limits

JSON = "application/json"
_ENTITY_TAG = re.compile(r'(?:W/)?"([\x21\x23-\x7e]*)"')
_IDEMPOTENCY_KEY = re.compile(r"[!-~]{1,128}")


async def message_of(binding: Binding, request: Request, variables: dict[str, str], limits: Limits) -> Any:
    """Raises Problem or DomainError for what cannot be read; what is read is checked by the service."""
    message = binding.request_class()
    named = _read_body(binding, message, await _body(binding, request, limits)) if binding.body else ()
    _read_query(binding, message, request.query_params.multi_items())
    for name, value in variables.items():
        fill_parameter(message, name, [value])
    _read_etag(binding, message, request)
    if binding.mask_field is not None:
        resource, mask = getattr(message, binding.body), message.update_mask  # type: ignore[attr-defined]
        mask.CopyFrom(changed_paths(resource, mask, named))
    return message


async def _body(binding: Binding, request: Request, limits: Limits) -> Any:
    content = await body.whole(request, limits.body_bytes, limits.deadline_seconds)
    if not content:
        if binding.body_required:
            raise bad_request("BODY_MISSING", "This needs a JSON body.", Fault("The body is missing.", pointer=""))
        return {}
    given = request.headers.get("content-type", "")
    if given.partition(";")[0].strip().lower() != JSON:
        raise media_type_unsupported(given, JSON)
    return parse(content)


def _read_body(binding: Binding, message: Message, value: Any) -> tuple[str, ...]:
    """Gives the paths that the body names."""
    if binding.body == "*":
        named = fill(message, value)
        _refuse_elsewhere(binding, named)
        return named
    resource: Message = getattr(message, binding.body)
    resource.SetInParent()
    return fill(resource, value)


def _refuse_elsewhere(binding: Binding, named: Iterable[str]) -> None:
    """What has its own place in the request must not be said a second time, perhaps differently."""
    places = {**dict.fromkeys(binding.template.variables, "in the path"), ETAG: "as If-Match"}
    wrong = [
        Fault(f"This belongs {places[name]}, not into the body.", pointer=f"/{binding.fields[name].json_name}")
        for name in named
        if name in places
    ]
    if wrong:
        raise bad_request("FIELD_MISPLACED", wrong[0].detail, *wrong)


def _read_query(binding: Binding, message: Message, items: Iterable[tuple[str, str]]) -> None:
    given: dict[str, list[str]] = {}
    for name, text in items:
        given.setdefault(name, []).append(text)
    known = {field.json_name: field for field in binding.query.values()}
    both = {**known, **binding.query}
    unknown = [name for name in given if name not in both]
    if unknown:
        names = ", ".join(sorted(known)) or "none"
        wrong = [Fault(f"There is no parameter {name[:60]!r}.", parameter=name[:60]) for name in unknown]
        raise bad_request("PARAMETER_UNKNOWN", f"There is no parameter {unknown[0][:60]!r} here; known are: {names}.", *wrong, known=names)
    for name, texts in given.items():
        fill_parameter(message, name, texts)


def _read_etag(binding: Binding, message: Message, request: Request) -> None:
    """`*` demands only that the resource exists, which every change does."""
    given = request.headers.get("if-match", "").strip()
    if not given or request.method in ("GET", "HEAD"):
        return
    if not binding.has_etag:
        detail = "If-Match protects nothing here; leave it out."
        raise bad_request("IF_MATCH_UNUSED", detail, Fault(detail, header="If-Match"))
    found = _ENTITY_TAG.fullmatch(given)
    if found is None and given != "*":
        detail = 'If-Match is one ETag in quotes, as it was sent: "7".'
        raise bad_request("IF_MATCH_MALFORMED", detail, Fault(detail, header="If-Match"))
    setattr(message, ETAG, found[1] if found else "")


def idempotency_key(request: Request) -> str:
    """Empty where none was sent. Raises Problem for one that could not be kept."""
    key = request.headers.get("idempotency-key")
    if key is None:
        return ""
    if not _IDEMPOTENCY_KEY.fullmatch(key):
        detail = "Idempotency-Key is 1 to 128 visible ASCII characters; a random UUID will do."
        raise Problem(400, "IDEMPOTENCY_KEY_MALFORMED", detail, faults=(Fault(detail, header="Idempotency-Key"),))
    return key
