"""Every REST binding leads to its RPC: each is requested once, over HTTP, against a peer that speaks real gRPC."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.descriptor import FieldDescriptor, MethodDescriptor

from chassis.descriptors import Shape, is_input_only, map_value, shape
from chassis.ids import new_id
from chassis.jsoncodec import as_dict
from crm.identity.v1 import identity_pb2, imports_pb2
from edge.bindings import Binding, access, bindings
from edge.members import all_members, services_of
from edge.settings import EdgeSettings, Limits, Rate
from tests.support.edge import Door, door

SERVICES = [service for member in all_members() for service in services_of(member)]
# Their bodies are files; test_attachments.py and test_imports.py show where they lead.
ALL = [binding for binding in bindings(SERVICES) if binding.method.name not in ("CreateAttachment", "CreateImport")]
# What stands around these asks for more than the RPC itself.
PLANNED = {"UpdateImport", "CheckImport"}
_NAME = imports_pb2.ImportColumn(header="word", field="name")
PLAN = imports_pb2.Import(resource="leads", headers=["word"], plan=imports_pb2.ImportPlan(columns=[_NAME]))
GUARDED = {"GetAttachment", "ListAttachments", "ArchiveAttachment"}


@pytest.fixture
async def open_door(tmp_path: Path) -> AsyncIterator[Door]:
    # One caller asks for everything there is, at once.
    many = Rate(10_000, 10_000)
    limits = Limits(address=many, session=many, api_key=many, sign_in=many)
    async with door(tmp_path, EdgeSettings(secure_cookies=False, limits=limits)) as found:
        yield found


def sample(field: FieldDescriptor) -> Any:
    """Some value of the field as JSON."""
    match shape(field):
        case Shape.ID:
            return str(new_id())
        case Shape.DATE:
            return "2025-12-31"
        case Shape.DECIMAL:
            return "12.5"
        case Shape.TIME:
            return "2025-12-31T09:30:00Z"
        case Shape.MASK:
            return ""
        case Shape.MONEY:
            return {"currencyCode": "CNY", "amount": "300000.01"}
        case Shape.ENUM:
            assert field.enum_type is not None
            return field.enum_type.values[-1].name
        case Shape.PLAIN:
            return field.cpp_type == FieldDescriptor.CPPTYPE_BOOL or 7
        case Shape.TEXT:
            return "word"
        case _:
            return {}


def given(field: FieldDescriptor) -> Any:
    if map_value(field):
        return {}
    if field.is_repeated and shape(field) in (Shape.MESSAGE, Shape.CUSTOM):
        return []
    return [sample(field)] if field.is_repeated else sample(field)


def as_query(value: Any) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def request_of(binding: Binding) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Values for path, query and body, by JSON name."""
    path = {name: given(binding.fields[name]) for name in binding.template.variables}
    query = {field.json_name: given(field) for field in binding.query.values()}
    if binding.body == "*":
        elsewhere = {*binding.template.variables, "etag"}
        return path, {}, {field.json_name: given(field) for field in binding.fields.values() if field.name not in elsewhere}
    if binding.body:
        resource = binding.fields[binding.body].message_type
        assert resource is not None
        return path, query, {field.json_name: given(field) for field in resource.fields if not field.containing_oneof}
    return path, query, {}


async def test_every_binding_leads_to_its_rpc_with_everything_that_was_sent(open_door: Door) -> None:
    for binding in ALL:
        path, query, body = request_of(binding)
        for name in GUARDED & {binding.method.name}:
            open_door.peer.answers.pop(name, None)
            query |= {"subjectType": "account"} if "subjectType" in query else {}
        if binding.method.name in GUARDED:
            attached = {"subject_type": "account", "subject_id": str(new_id())}
            open_door.peer.answers["GetAttachment"] = lambda *_, attached=attached: _attachment(**attached)
        if binding.method.name == "ExplainAccess":
            # Where the record lies the gateway asks itself.
            body.pop("subject")
        if binding.method.name in PLANNED:
            open_door.peer.answers["GetImport"] = lambda *_: PLAN
        response = await open_door.client.request(
            binding.http_method,
            binding.template.fill(path),
            params=[(name, as_query(one)) for name, value in query.items() for one in (value if isinstance(value, list) else [value])],
            json=body if binding.body else None,
            headers={"if-match": '"7"'} if binding.has_etag else {},
        )
        assert response.status_code == binding.status, f"{binding.name}: {response.text}"
        arrived = open_door.peer.last(binding.method.name).request
        _assert_arrived(binding, arrived, path, query, body)


def _attachment(subject_type: str, subject_id: str) -> identity_pb2.Attachment:
    return identity_pb2.Attachment(subject_type=subject_type, subject_id=subject_id)


def _assert_arrived(binding: Binding, arrived: Any, path: dict[str, Any], query: dict[str, Any], body: dict[str, Any]) -> None:
    said = as_dict(arrived)
    for name, value in path.items():
        assert said[binding.fields[name].json_name] == value, binding.name
    inner = getattr(arrived, binding.body) if binding.body not in ("", "*") else arrived
    for sent, where in ((query, arrived), (body, inner)):
        shown = as_dict(where)
        # What only comes in is not shown: it is there all the same.
        shown |= {field.json_name: getattr(where, field.name) for field in where.DESCRIPTOR.fields if is_input_only(field)}
        for name, value in sent.items():
            if value not in ("", {}, []) and name != "updateMask":
                assert shown[name] == value, f"{binding.name}: {name}"
    if binding.has_etag and binding.http_method != "GET":
        assert arrived.etag == "7", binding.name


async def test_a_path_that_exists_says_what_is_possible_there(open_door: Door) -> None:
    by_url: dict[str, set[str]] = {}
    for binding in bindings(SERVICES):
        by_url.setdefault(binding.template.text, set()).add(binding.http_method)
    for url, methods in by_url.items():
        binding = next(one for one in ALL if one.template.text == url)
        path = binding.template.fill(request_of(binding)[0])
        wrong = next(name for name in ("DELETE", "PUT", "PATCH", "GET") if name not in methods)
        response = await open_door.client.request(wrong, path)
        assert response.status_code == 405, url
        expected = {*methods, "OPTIONS", *(["HEAD"] if "GET" in methods else [])}
        assert set(response.headers["allow"].split(", ")) == expected, url
        assert response.json()["reason"] == "METHOD_NOT_ALLOWED"


def test_a_variable_has_one_name_everywhere() -> None:
    names: dict[str, str] = {}
    for binding in ALL:
        at = ""
        for segment in binding.template.segments:
            if segment.startswith("{"):
                assert names.setdefault(at, segment) == segment, binding.template.text
            at += "/" + ("{}" if segment.startswith("{") else segment)


def test_every_rpc_has_a_binding_or_is_internal() -> None:
    bound = {binding.name for binding in bindings(SERVICES)}
    for service in SERVICES:
        for method in service.methods:
            assert method.full_name in bound or _internal(method), method.full_name


def _internal(method: MethodDescriptor) -> bool:
    return bool(access(method).services)
