"""Whom a rule means."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from notifier.domain.organisation import Organisation
from notifier.domain.rule import Recipient, ReminderRule

_ROLES: Mapping[Recipient, tuple[str, ...]] = {
    Recipient.FINANCE: ("finance_manager", "receivables_accountant"),
    Recipient.EXECUTIVE: ("executive",),
    Recipient.OPERATIONS: ("operations",),
    Recipient.COMMERCIAL: ("commercial",),
    Recipient.DELIVERY: ("delivery",),
    Recipient.SERVICE: ("service",),
}
# Who is looked up again when a message goes: the record may have another owner by then.
PERSONAL = frozenset({Recipient.OWNER, Recipient.MANAGER, Recipient.MANAGERS_MANAGER})


def owned_by(recipient: Recipient, owner_id: UUID | None, organisation: Organisation) -> UUID | None:
    """The owner, or who stands above."""
    match recipient:
        case Recipient.OWNER:
            return organisation.stand_in(owner_id)
        case Recipient.MANAGER:
            return organisation.manager_of(owner_id)
        case Recipient.MANAGERS_MANAGER:
            return organisation.manager_of(organisation.manager_of(owner_id))
        case _:
            return None


def meant(
    rule: ReminderRule, owner_id: UUID | None, record: Row[Any] | None, successors: Iterable[UUID], organisation: Organisation
) -> dict[UUID, str]:
    """Each person once, as the first part that fits; "" for who is meant whoever owns the record."""
    found: dict[UUID, str] = {}
    for recipient in (Recipient(each) for each in rule.recipients):
        if recipient in PERSONAL:
            person = owned_by(recipient, owner_id, organisation)
            if person is not None:
                found.setdefault(person, recipient.value)
        else:
            for person in _others(recipient, record, successors, organisation):
                found.setdefault(person, "")
    for person in (*rule.person_ids, *organisation.members_of(rule.team_ids)):
        if organisation.is_active(person):
            found.setdefault(person, "")
    return found


def _others(recipient: Recipient, record: Row[Any] | None, successors: Iterable[UUID], organisation: Organisation) -> Iterator[UUID]:
    match recipient:
        case Recipient.COLLECTOR:
            shared = set(record.shared_with) if record is not None else set()
            yield from (person for person in organisation.with_role(*_ROLES[Recipient.FINANCE]) if person in shared)
        case Recipient.SUCCESSOR:
            yield from successors
        case _:
            yield from organisation.with_role(*_ROLES[recipient])
