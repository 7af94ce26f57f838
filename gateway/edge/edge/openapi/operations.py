"""One operation of the description: what an RPC takes and gives over HTTP."""

import re
from typing import Any

from google.protobuf.descriptor import FieldDescriptor

from chassis.descriptors import is_required, message_of
from edge.bindings import Binding
from edge.openapi.comments import comment, sentence
from edge.openapi.schemas import Schema, Side, field_schema, reference

# Requests of all lists have these; saying in every proto file what they mean would bury what is special.
_USUAL = {
    "page_size": "Rows on one page; the server may give fewer.",
    "page_token": "`nextPageToken` of the page before, with the same other parameters.",
    "filter": "AIP-160: comparisons of fields, joined by AND, OR and NOT.",
    "order_by": "Fields separated by commas, each with `desc` where wanted: `create_time desc, name`.",
    "search": "Words, two or more Chinese characters, pinyin, initials.",
    "update_mask": "The fields to change, separated by commas; those of the body where it is left out.",
    "show_archived": "Also what lies in the recycle bin.",
    "company_code": "The company within the other system, where it has several.",
    "system": 'The other system: "erp", "legacy".',
    "external_id": "What the other system calls the record.",
}
_IDEMPOTENCY_KEY: Schema = {"$ref": "#/components/parameters/IdempotencyKey"}
_IF_MATCH: Schema = {"$ref": "#/components/parameters/IfMatch"}
INSTALLATION_KEY: Schema = {"$ref": "#/components/parameters/InstallationKey"}


def operation(binding: Binding, name: str = "") -> dict[str, Any]:
    """`name`: what programs call it, where the name of the RPC alone would not tell it from another."""
    method, name = binding.method, name or binding.method.name
    text = comment(method.full_name)
    found: dict[str, Any] = {
        "operationId": name[0].lower() + name[1:],
        "tags": [tag(binding)],
        "summary": sentence(text).removesuffix(".") or _words(method.name),
        "description": _description(binding, text.removeprefix(sentence(text)).strip()),
        "parameters": [*_path_parameters(binding), *_query_parameters(binding), *_header_parameters(binding)],
        "responses": responses(binding),
    }
    if binding.body:
        found["requestBody"] = _request_body(binding)
    if binding.access.anonymous:
        found["security"] = []
    return {name: value for name, value in found.items() if value or name == "security"}


def tag(binding: Binding) -> str:
    """The collection: "accounts" of /v1/accounts/{account_id}/timeline."""
    return binding.template.segments[1]


def _description(binding: Binding, text: str) -> str:
    """What the summary has not said."""
    access = binding.access
    notes = [text]
    if access.permission:
        notes.append(f"Demands the permission `{access.permission}`.")
    if access.never_by:
        people = ", ".join(f"`{name}`" for name in access.never_by)
        notes.append(f"Refused to the person named by {people} of the record: maker and checker are two.")
    if access.money:
        notes.append("Posts money: demands a recent sign-in and is refused to administrators.")
    if binding.mask_field is not None:
        notes.append("Changes what the body names, down to single fields of its objects; lists are replaced, null clears.")
    return "\n\n".join(note for note in notes if note)


def _path_parameters(binding: Binding) -> list[Schema]:
    variables = [(name, binding.fields[name]) for name in binding.template.variables]
    # Their names are those of the template, which are the proto file's.
    return [
        {**parameter(field, f"The id of the {_noun(name)}."), "name": name, "in": "path", "required": True} for name, field in variables
    ]


def _query_parameters(binding: Binding) -> list[Schema]:
    return [{**parameter(field), "in": "query", "required": is_required(field)} for field in binding.query.values()]


def parameter(field: FieldDescriptor, otherwise: str = "") -> Schema:
    """A field as a parameter, without the place where it stands."""
    schema = field_schema(field, Side.INPUT)
    text = schema.pop("description", "") or _USUAL.get(field.name, otherwise)
    return {"name": field.json_name, "schema": schema} | ({"description": text} if text else {})


def _header_parameters(binding: Binding) -> list[Schema]:
    found: list[Schema] = []
    if binding.has_etag:
        found.append(_IF_MATCH)
    if binding.http_method != "GET" and not binding.access.anonymous:
        found.append(_IDEMPOTENCY_KEY)
    return found


def _request_body(binding: Binding) -> Schema:
    if binding.mask_field is not None:
        schema = reference(message_of(binding.mask_field).full_name, Side.PATCH)
    elif binding.body == "*":
        schema = _verb_body(binding)
    else:
        schema = reference(message_of(binding.fields[binding.body]).full_name, Side.INPUT)
    return {"required": binding.body_required, "content": {"application/json": {"schema": schema}}}


def _verb_body(binding: Binding) -> Schema:
    """The request without what the path says already."""
    given = {*binding.template.variables, "etag"}
    fields = [field for field in binding.fields.values() if field.name not in given]
    required = [field.json_name for field in fields if is_required(field)]
    schema: Schema = {"type": "object", "properties": {field.json_name: field_schema(field, Side.INPUT) for field in fields}}
    return schema | ({"required": required} if required else {}) | {"additionalProperties": False}


def responses(binding: Binding) -> dict[str, Schema]:
    """Success and every refusal that this operation can meet."""
    success: Schema = {"description": "Done." if binding.status == 204 else "The result."}
    if binding.status != 204:
        success["content"] = {"application/json": {"schema": reference(binding.method.output_type.full_name)}}
        success["headers"] = _success_headers(binding)
    codes = ["400", "429", "503", "504"]
    codes += [] if binding.access.anonymous else ["403"]
    # Signing in is refused like this too.
    codes += ["401"]
    codes += ["404"] if binding.template.variables else []
    codes += ["409"] if binding.http_method != "GET" else []
    codes += ["412"] if binding.has_etag else []
    codes += ["413", "415"] if binding.body else []
    refusals = {code: {"$ref": f"#/components/responses/{REFUSALS[code]}"} for code in sorted(codes)}
    default = {"default": {"$ref": "#/components/responses/Problem"}}
    return {str(binding.status): {name: value for name, value in success.items() if value}, **refusals, **default}


def _success_headers(binding: Binding) -> Schema:
    headers: Schema = {}
    if "etag" in binding.method.output_type.fields_by_name:
        headers["ETag"] = {"$ref": "#/components/headers/ETag"}
    if binding.http_method != "GET" and not binding.access.anonymous:
        headers["Idempotent-Replay"] = {"$ref": "#/components/headers/IdempotentReplay"}
    if binding.status == 201:
        headers["Location"] = {"$ref": "#/components/headers/Location"}
    return headers


REFUSALS = {
    "400": "BadRequest",
    "401": "Unauthenticated",
    "403": "Forbidden",
    "404": "NotFound",
    "409": "Conflict",
    "412": "StaleEtag",
    "413": "BodyTooLarge",
    "415": "MediaTypeUnsupported",
    "429": "TooManyRequests",
    "503": "Unavailable",
    "504": "DeadlineExceeded",
}


def _noun(name: str) -> str:
    return name.removesuffix("_id").replace("_", " ")


def _words(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()
