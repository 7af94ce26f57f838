"""A request whose body is a file: what the query says of it, and what kind of file it says it is."""

from collections.abc import Collection
from typing import TypeVar

from fastapi import Response
from google.protobuf.message import Message

from chassis.descriptors import descriptor_of, is_output_only, is_required
from chassis.errors import DomainError, Violation
from chassis.jsoncodec import encode, fill_parameter
from edge.attachments.media_types import MEDIA_TYPES, MediaType, declared, extension
from edge.calling import Reply
from edge.exchange import Exchange
from edge.problems import Fault, Problem, bad_request, from_domain, media_type_unsupported
from edge.requests import JSON

M = TypeVar("M", bound=Message)


def said(exchange: Exchange, kind: type[M], name: str) -> M:
    """What the query parameters say; `name` is what the request calls it. Raises Problem for one that is wrong."""
    made = kind()
    known = {field.json_name: field for field in descriptor_of(made).fields if not is_output_only(field)}
    given = {each: exchange.request.query_params.getlist(each) for each in exchange.request.query_params}
    both = {**known, **{field.name: field for field in known.values()}}
    wrong = [Fault(f"There is no parameter {each[:60]!r}.", parameter=each[:60]) for each in given if each not in both]
    named = {both[each].name for each in given if each in both}
    wrong += [Fault("This is required.", parameter=each) for each, field in known.items() if is_required(field) and field.name not in named]
    if wrong:
        names = ", ".join(known)
        raise bad_request("PARAMETER_WRONG", f"{wrong[0].parameter}: {wrong[0].detail} Known are: {names}.", *wrong, known=names)
    for parameter, texts in given.items():
        try:
            fill_parameter(made, parameter, texts)
        except DomainError as error:
            raise refused(error, kind, name) from error
    return made


def created(exchange: Exchange, reply: Reply) -> Response:
    """What became of the file."""
    headers = {"etag": f'"{reply.message.etag}"', "location": f"{exchange.request.url.path}/{reply.message.id}"}
    if reply.replayed:
        headers["idempotent-replay"] = "true"
    return Response(encode(reply.message), 201, headers, JSON)


def refused(error: DomainError, kind: type[Message], name: str) -> Problem:
    """Everything is said in the query here."""
    return from_domain(error, [_fault(violation, kind, name) for violation in error.violations])


def _fault(violation: Violation, kind: type[Message], name: str) -> Fault:
    field = descriptor_of(kind).fields_by_name.get(violation.field.removeprefix(f"{name}."))
    parameter = field.json_name if field else violation.field.removeprefix(f"{name}.")
    return Fault(violation.detail, parameter=parameter, reason=violation.reason)


def media_type(exchange: Exchange, file_name: str, among: Collection[str] = MEDIA_TYPES) -> MediaType:
    """What the file says it is. Raises Problem for what is not taken, or a name that does not fit."""
    given = exchange.request.headers.get("content-type", "")
    kind = declared(given, file_name)
    if kind is None or kind.name not in among:
        raise media_type_unsupported(given, f"one of {', '.join(among)}")
    if extension(file_name) not in kind.extensions:
        detail = f"The name of {kind.name} ends in .{' or .'.join(kind.extensions)}."
        raise bad_request("FILE_NAME_WRONG", detail, Fault(detail, parameter="fileName"))
    if any(character in '/\\:*?"<>|' for character in file_name):
        detail = 'A file name holds none of / \\ : * ? " < > |.'
        raise bad_request("FILE_NAME_WRONG", detail, Fault(detail, parameter="fileName"))
    return kind
