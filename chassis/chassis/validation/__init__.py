"""What every request must be before a handler sees it; the rules stand in the proto files.

| rule | from |
|---|---|
| required | google.api.field_behavior REQUIRED: text, id, date, message, list, enum. A number without presence is never missing. |
| cleared | OUTPUT_ONLY: a client may send back what it got |
| text | text.max_length (200 where nothing is said), text.pattern, text.decimal |
| ids, days | `*_id` is a UUID unless text.opaque, `*_date` a day that exists |
| money | an ISO 4217 currency, at most chassis.money.MAX_MINOR |
| enums | a known value |
| lists | at most 1000 elements; `requests` of a batch at most 200 |
| masks | `update_mask` names fields that exist and may be written |

Text is brought into one form first: Unicode NFC, without white space at its ends, zero-width spaces and byte order marks removed,
line ends as \\n. Control characters are refused; line breaks and tabs are allowed where max_length is more than 200.

Of an update's resource only those required fields are demanded that its mask names: none of them can be emptied.
Rows of a batch are not looked into, so that each can have its own verdict: `validate` is called for every row.
"""

from typing import TypeVar

from google.protobuf.field_mask_pb2 import FieldMask
from google.protobuf.message import Message

from chassis.descriptors import descriptor_of, message_of, resource_field
from chassis.errors import DomainError, Kind
from chassis.messages.masks import Tree, path_problem, tree
from chassis.validation.findings import Findings
from chassis.validation.visits import demand, visit

M = TypeVar("M", bound=Message)
# A mask that names nothing; an empty tree would name the whole.
_NOTHING: Tree = {"": {}}

__all__ = ["require", "validate"]


def validate(request: M) -> M:
    """Brings the request into its one form, in place. Raises one DomainError that names everything that is wrong."""
    found = Findings()
    _visit_request(request, found)
    _raise(found)
    return request


def require(resource: Message, path: str) -> None:
    """Demands all REQUIRED fields of a resource that a mask let through incomplete: of an upsert that turns out to create."""
    found = Findings()
    demand(resource, f"{path}.", found)
    _raise(found)


def _visit_request(request: Message, found: Findings) -> None:
    field = resource_field(descriptor_of(request))
    if field is None:
        visit(request, "", found)
        return
    mask: FieldMask = getattr(request, "update_mask")  # noqa: B009
    resource: Message = getattr(request, field.name)
    for path in mask.paths:
        if path != "*" and (problem := path_problem(message_of(field), path)):
            found.add("update_mask", problem, "INVALID_UPDATE_MASK")
    named: dict[str, Tree] = {name: {} for name in descriptor_of(request).fields_by_name}
    if "*" not in mask.paths:
        named[field.name] = tree(mask.paths or [given.name for given, _ in resource.ListFields()]) or _NOTHING
    visit(request, "", found, named)


def _raise(found: Findings) -> None:
    if not found.violations:
        return
    first = found.violations[0]
    more = f" ({found.count} fields are wrong in all)" if found.count > 1 else ""
    raise DomainError(
        Kind.INVALID,
        "INVALID_REQUEST",
        f"{first.field}: {first.detail}{more}",
        metadata={"count": str(found.count)},
        violations=tuple(found.violations),
    )
