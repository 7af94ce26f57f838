"""Who has which part in a record, from when until when: the truth about ownership. `owner_id`, `team_id` and `shared_with` of
the record are its copies, made here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, Protocol, TypeVar
from uuid import UUID

from google.protobuf.message import Message
from sqlalchemy import select, update

from chassis.aggregate import Collectible, Record
from chassis.errors import invalid, not_found
from chassis.ids import new_id
from chassis.listing import Listing
from chassis.messages import to_message, values
from chassis.reader import Reader
from chassis.reasons import NO_REASON, Reason, said
from chassis.tables import assignment, copy_member
from chassis.unit_of_work import UnitOfWork
from crm.common.v1 import types_pb2 as pb

M = TypeVar("M", bound=Message)
OWNER, COLLECTOR = "owner", "collector"
_ASSIGNMENTS = Listing(assignment, {"create_time": assignment.c.create_time, "role": assignment.c.role}, scoped=False)


async def own(
    uow: UnitOfWork, root: Record, kind: str, person_id: UUID | None, *, since: date | None = None, reason: Reason = NO_REASON
) -> UUID | None:
    """Gives the record to a person (None: to nobody, a pool) and ends the former owner's assignment. Returns the new one's id.

    Raises DomainError when the person is not an active member, or owns it already.
    """
    if root.owner_id is not None and root.owner_id == person_id:
        raise invalid("owner_id", "This person owns it already.", "ALREADY_OWNER")
    team_id = await team_of(uow, person_id) if person_id else root.team_id
    if root.owner_id is not None:
        await _end(uow, kind, root.id, since or uow.today, assignment.c.role == OWNER)
    root.owner_id, root.team_id = person_id, team_id
    if person_id is None:
        return None
    root.shared_with = [person for person in root.shared_with if person != person_id]
    return _begin(uow, root, kind, person_id, OWNER, since or uow.today, Decimal(100), Decimal(100), reason)


async def assign(uow: UnitOfWork, root: Record, kind: str, given: pb.Assignment) -> pb.Assignment:
    """Gives a person a part as the message says; in the role of owner it replaces the present one. Returns what was made."""
    asked = values(given)
    person_id, role = asked["person_id"], asked["role"]
    if person_id is None or role is None:
        raise invalid("assignment.person_id" if person_id is None else "assignment.role", "Say who, and in which role.", "MISSING_FIELD")
    since, reason = asked["valid_from_date"] or uow.today, said(given.reason)
    if role == OWNER:
        id = await own(uow, root, kind, person_id, since=since, reason=reason)
    else:
        await team_of(uow, person_id)
        if person_id not in root.shared_with and person_id != root.owner_id:
            root.shared_with = [*root.shared_with, person_id]
        _name_collector(root, person_id, role)
        shares = (asked["signed_share"] or Decimal(0), asked["collected_share"] or Decimal(0))
        id = _begin(uow, root, kind, person_id, role, since, *shares, reason)
    made = pb.Assignment()
    made.CopyFrom(given)
    made.id, made.valid_from_date = str(id), since.isoformat()
    made.ClearField("why")
    if (why := reason.message) is not None:
        made.why.CopyFrom(why)
    return made


@dataclass(frozen=True, slots=True)
class Part:
    """A part that somebody has today."""

    id: UUID
    person_id: UUID
    role: str
    signed_share: Decimal
    collected_share: Decimal
    # The transfer of customers that made it.
    transfer_id: UUID | None


@dataclass(frozen=True, slots=True)
class Change:
    """One part that goes from one person to another."""

    root: Record
    role: str
    from_id: UUID
    to_id: UUID


async def present(uow: UnitOfWork, kind: str, subject_ids: Iterable[UUID]) -> dict[UUID, list[Part]]:
    """The parts that people have today, by subject: one statement for all of them."""
    row = assignment.c
    mine = (row.tenant_id == uow.tenant_id, row.subject_type == kind, row.subject_id.in_(list(subject_ids)))
    names = [each.name for each in fields(Part)]
    columns = (row.subject_id, *(row[name] for name in names))
    found: dict[UUID, list[Part]] = {}
    for each in await uow.execute(select(*columns).where(*mine, row.valid_to_date.is_(None)).order_by(row.id)):
        part = Part(**{name: each._mapping[name] for name in names})
        found.setdefault(each.subject_id, []).append(part)
    return found


async def change_hands(
    uow: UnitOfWork, kind: str, changes: Sequence[Change], parts: dict[UUID, list[Part]], *, reason: Reason, transfer_id: UUID
) -> None:
    """Many parts at once: the former ones end today, new ones with the same shares begin. `parts` are the present ones; they are kept
    up to date.

    Raises DomainError when somebody who is to have a part is not an active member.
    """
    await learn_teams(uow, {change.to_id for change in changes})
    ended: list[UUID] = []
    for change in changes:
        root, mine = change.root, parts.setdefault(change.root.id, [])
        # A record has one owner, whoever the transfer thought it was.
        former = [each for each in mine if each.role == change.role and (change.role == OWNER or each.person_id == change.from_id)]
        ended += [each.id for each in former]
        left = [each for each in mine if each not in former]
        if change.role == OWNER:
            root.owner_id, root.team_id = change.to_id, await team_of(uow, change.to_id)
        elif change.to_id == root.owner_id or any(each.person_id == change.to_id and each.role == change.role for each in left):
            parts[root.id] = left
            _share(root, left)
            continue
        signed, collected = (former[0].signed_share, former[0].collected_share) if former else (Decimal(100), Decimal(100))
        id = _begin(uow, root, kind, change.to_id, change.role, uow.today, signed, collected, reason, transfer_id)
        parts[root.id] = [*left, Part(id, change.to_id, change.role, signed, collected, transfer_id)]
        _share(root, parts[root.id])
    if ended:
        row = assignment.c
        await uow.execute(update(assignment).where(row.tenant_id == uow.tenant_id, row.id.in_(ended)).values(valid_to_date=uow.today))


def _share(root: Any, parts: Iterable[Part]) -> None:
    """Where people have parts in it; a to-do, say, is shared without."""
    if not isinstance(root, Record):
        return
    people = dict.fromkeys(each.person_id for each in parts if each.role != OWNER)
    root.shared_with = [person for person in people if person != root.owner_id]
    if isinstance(root, Collectible):
        root.collector_ids = list(dict.fromkeys(each.person_id for each in parts if each.role == COLLECTOR))


def _name_collector(root: Record, person_id: UUID, role: str) -> None:
    if isinstance(root, Collectible) and role == COLLECTOR and person_id not in root.collector_ids:
        root.collector_ids = [*root.collector_ids, person_id]


async def let_go(uow: UnitOfWork, root: Record, kind: str) -> None:
    """Ends every part in a record: nobody owns it or works on it any more."""
    await _end(uow, kind, root.id, uow.today)
    root.owner_id, root.shared_with = None, []
    if isinstance(root, Collectible):
        root.collector_ids = []


async def inherit(uow: UnitOfWork, root: Record, kind: str, source: Record, source_kind: str) -> None:
    """Gives everybody who has a part in the source, besides owning it, the same part in a record that is made of it."""
    part = assignment.c
    present = (*_of(uow, source_kind, source.id), part.role != OWNER, part.valid_to_date.is_(None))
    for row in await uow.execute(select(assignment).where(*present).order_by(part.id)):
        if row.person_id not in root.shared_with and row.person_id != root.owner_id:
            root.shared_with = [*root.shared_with, row.person_id]
        _name_collector(root, row.person_id, row.role)
        _begin(uow, root, kind, row.person_id, row.role, uow.today, row.signed_share, row.collected_share, _told(row))


class Ending(Protocol):
    """A request that ends an assignment."""

    assignment_id: str
    valid_to_date: str


async def end(uow: UnitOfWork, root: Record, kind: str, request: Ending) -> pb.Assignment:
    """Ends an assignment, today where nothing else is said. The owner's ends by naming another owner."""
    row = await _get(uow, kind, root.id, UUID(request.assignment_id))
    on = date.fromisoformat(request.valid_to_date) if request.valid_to_date else uow.today
    if row.role == OWNER and row.valid_to_date is None:
        raise invalid("assignment_id", "An owner is replaced by assigning another one.", "OWNER_NEEDED")
    if on < row.valid_from_date:
        raise invalid("valid_to_date", f"It began on {row.valid_from_date}; it cannot end before.", "DATES_REVERSED")
    await _end(uow, kind, root.id, on, assignment.c.id == row.id)
    present = (assignment.c.person_id == row.person_id, assignment.c.valid_to_date.is_(None))
    left = set((await uow.execute(select(assignment.c.role).where(*_of(uow, kind, root.id), *present))).scalars())
    if not left:
        root.shared_with = [person for person in root.shared_with if person != row.person_id]
    if isinstance(root, Collectible) and COLLECTOR not in left:
        root.collector_ids = [person for person in root.collector_ids if person != row.person_id]
    return to_message(pb.Assignment, {**row._mapping, "valid_to_date": on})


async def page(reader: Reader, request: Any, kind: str, subject_id: UUID, reply: type[M]) -> M:
    """The assignments of a subject that the caller may see, the newest first."""
    return await reader.page(_ASSIGNMENTS, request, reply, subject_type=kind, subject_id=subject_id)


async def _get(uow: UnitOfWork, kind: str, subject_id: UUID, assignment_id: UUID) -> Any:
    row = (await uow.execute(select(assignment).where(*_of(uow, kind, subject_id), assignment.c.id == assignment_id))).first()
    if row is None:
        raise not_found("assignment", assignment_id)
    return row


async def team_of(uow: UnitOfWork, person_id: UUID) -> UUID | None:
    """The present team of an active member, from the local copy; raises DomainError where there is none.

    The caller's own team comes with the principal: a new member need not wait for the copy.
    """
    if person_id == uow.principal.person_id and uow.principal.team_ids:
        return uow.principal.team_ids[0]
    await learn_teams(uow, (person_id,))
    if person_id not in uow.teams:
        raise invalid("owner_id", f"{person_id} is not an active member of this company.", "NOT_A_MEMBER")
    return uow.teams[person_id]


async def learn_teams(uow: UnitOfWork, people: Iterable[UUID]) -> None:
    """Looks up the teams of active members in one statement, for the rest of the transaction: the owners of a batch."""
    wanted = set(people) - uow.teams.keys()
    if not wanted:
        return
    member = copy_member.c
    active = (member.tenant_id == uow.tenant_id, member.id.in_(wanted), member.state == "active")
    for row in await uow.execute(select(member.id, member.member_team_id).where(*active)):
        uow.teams[row.id] = row.member_team_id


def _told(row: Any) -> Reason:
    return Reason(**row.why) if row.why else said(row.reason)


def _of(uow: UnitOfWork, kind: str, subject_id: UUID) -> tuple[Any, ...]:
    return assignment.c.tenant_id == uow.tenant_id, assignment.c.subject_type == kind, assignment.c.subject_id == subject_id


def _begin(
    uow: UnitOfWork,
    root: Record,
    kind: str,
    person_id: UUID,
    role: str,
    since: date,
    signed: Decimal,
    collected: Decimal,
    reason: Reason,
    transfer_id: UUID | None = None,
) -> UUID:
    id = new_id()
    uow.insert(
        assignment,
        id=id,
        subject_type=kind,
        subject_id=root.id,
        person_id=person_id,
        role=role,
        signed_share=signed,
        collected_share=collected,
        valid_from_date=since,
        reason=reason.text,
        why=reason.why,
        transfer_id=transfer_id,
        create_time=uow.now,
    )
    return id


async def _end(uow: UnitOfWork, kind: str, subject_id: UUID, on: date, *which: Any) -> None:
    await uow.execute(
        update(assignment).where(*_of(uow, kind, subject_id), *which, assignment.c.valid_to_date.is_(None)).values(valid_to_date=on)
    )
