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
# Who follows from who owns the record.
PERSONAL = frozenset({Recipient.OWNER, Recipient.MANAGER, Recipient.MANAGERS_MANAGER})
# As whom somebody is meant whom the rule names, by person or team.
_NAMED = "named"
# As whom, where nobody owns the record any more: who did is told, whoever may own it later.
FORMER = "former"


def meant(
    rule: ReminderRule, owner_id: UUID | None, record: Row[Any] | None, successors: Iterable[UUID], organisation: Organisation
) -> dict[UUID, str]:
    """Each person once, as the first part that fits."""
    found: dict[UUID, str] = {}
    for recipient in (Recipient(each) for each in rule.recipients):
        if recipient in PERSONAL:
            person = _owned_by(recipient, owner_id, organisation)
            if person is not None:
                found.setdefault(person, recipient.value)
        elif recipient is Recipient.SUCCESSOR:
            for person in successors:
                found.setdefault(person, recipient.value)
        else:
            for person in _with_part(recipient, record, organisation):
                found.setdefault(person, recipient.value)
    for person in _named(rule, organisation):
        found.setdefault(person, _NAMED)
    return found


def still_meant(rule: ReminderRule, person_id: UUID, part: str, record: Row[Any] | None, organisation: Organisation) -> UUID | None:
    """Who is meant now: another one where the record has another owner since; nobody where the person has left, or lost that part."""
    if part in PERSONAL and record is not None:
        return _owned_by(Recipient(part), record.owner_id, organisation)
    if not organisation.is_active(person_id):
        return None
    if part == _NAMED:
        return person_id if person_id in _named(rule, organisation) else None
    if part in PERSONAL or part in (FORMER, Recipient.SUCCESSOR):
        return person_id
    return person_id if person_id in _with_part(Recipient(part), record, organisation) else None


def _owned_by(recipient: Recipient, owner_id: UUID | None, organisation: Organisation) -> UUID | None:
    """The owner, or who stands above."""
    match recipient:
        case Recipient.OWNER:
            return organisation.stand_in(owner_id)
        case Recipient.MANAGER:
            return organisation.manager_of(owner_id)
        case _:
            return organisation.manager_of(organisation.manager_of(owner_id))


def _with_part(recipient: Recipient, record: Row[Any] | None, organisation: Organisation) -> Iterator[UUID]:
    """Those whose work it is. Collectors are named by the contract, whatever their role."""
    if recipient is not Recipient.COLLECTOR:
        yield from organisation.with_role(*_ROLES[recipient])
    elif record is not None:
        yield from (person for person in record.collector_ids or () if organisation.is_active(person))


def _named(rule: ReminderRule, organisation: Organisation) -> Iterator[UUID]:
    return (person for person in (*rule.person_ids, *organisation.members_of(rule.team_ids)) if organisation.is_active(person))
