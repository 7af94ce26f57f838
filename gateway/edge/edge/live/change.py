"""One commit of one record, as live updates know it: which record, and whom it concerns."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from uuid import UUID

from google.protobuf.descriptor import ServiceDescriptor

from chassis.branches import LIMITS, lies_within
from chassis.events import payload
from chassis.principal import Principal
from chassis.scope import Reach, Scope
from crm.common.v1.event_pb2 import Event
from crm.common.v1.event_pb2 import Scope as Owners
from crm.identity.v1.saved_views_pb2 import SAVED_VIEW_AUDIENCE_COMPANY, SavedView
from edge.bindings import access

# Instead of a permission: whoever the record names as its person, and nobody else.
_OWN = ""
_SAVED_VIEW = SavedView.DESCRIPTOR.full_name


@dataclass(frozen=True, slots=True)
class Update:
    """What a client is told: read this record anew, or, where it is gone, forget it."""

    type: str
    id: str
    version: int
    op: str


def readers(services: list[ServiceDescriptor]) -> dict[str, str]:
    """The permission that reads each public resource, by the full name of its message: that of its Get RPC.

    Empty for what everybody has of their own, as messages are.
    """
    found: dict[str, str] = {}
    for service in services:
        for method in service.methods:
            if method.name != f"Get{method.output_type.name}":
                continue
            if access(method).permission:
                found[method.output_type.full_name] = access(method).permission
            elif access(method).signed_in and "person_id" in method.output_type.fields_by_name:
                found[method.output_type.full_name] = _OWN
    return found


class Change:
    """A Changed event and whom it concerns."""

    def __init__(self, event: Event, permission: str) -> None:
        self._event, self._permission = event, permission
        self._for_all = _is_for_all(event)
        # Read once, whoever is asked about: every open page is.
        self._person_id = str(getattr(payload(event), "person_id", "")) if permission == _OWN else ""

    def told_to(self, principal: Principal) -> Update | None:
        """What this person is told; nothing where they could see the record neither before nor now."""
        if self._permission == _OWN:
            return self._update() if self._person_id == str(principal.person_id) else None
        if not principal.may(self._permission):
            return None
        event, scope = self._event, principal.scope_for(self._permission)
        if not self._within(scope):
            return None
        sees = self._reaches(scope, event.scope)
        saw = _reaches(scope, event.previous_scope) if event.HasField("previous_scope") else sees
        if not (sees or saw):
            return None
        return self._update(is_seen=sees)

    def _update(self, *, is_seen: bool = True) -> Update:
        event = self._event
        return Update(event.subject_type, event.subject_id, event.version, "gone" if event.archived or not is_seen else "changed")

    def _reaches(self, scope: Scope, owners: Owners) -> bool:
        return (self._for_all and scope.reach is not Reach.SHARED) or _reaches(scope, owners)

    def _within(self, scope: Scope) -> bool:
        """Whether the record lies in the further limits of the grant. One that left them is not told of: how it was is not known."""
        return not scope.limits or lies_within(_limiting(self._event), scope.limits)


def _is_for_all(event: Event) -> bool:
    """Whether the record itself says that all colleagues see it, however far they may look: a saved view of the company."""
    return event.type == _SAVED_VIEW and SavedView.FromString(event.payload).audience == SAVED_VIEW_AUDIENCE_COMPANY


def _limiting(event: Event) -> SimpleNamespace:
    """The fields of the record that a grant may limit, with ids as ids."""
    record = payload(event)
    values = {name: getattr(record, name) for name in LIMITS if name in record.DESCRIPTOR.fields_by_name}
    return SimpleNamespace(**{name: _id(value) if name.endswith("_id") else value for name, value in values.items()})


def _reaches(scope: Scope, owners: Owners) -> bool:
    return scope.reaches(_id(owners.owner_id), _id(owners.team_id), [UUID(person) for person in owners.shared_with])


def _id(text: str) -> UUID | None:
    return UUID(text) if text else None


def change_of(event: Event, permissions: Mapping[str, str]) -> Change | None:
    """None for what nobody can read."""
    permission = permissions.get(event.type)
    return Change(event, permission) if permission is not None else None
