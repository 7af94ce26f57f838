"""Handing over the open work of a person: every service does it alike, its `modules` name this one and its `handed_over` says of what.

Accounts leads a transfer and calls these internal RPCs; that bears being interrupted and repeated at any point, because what was given
carries the transfer's id in its assignment. History is not rewritten: the former part ends today and a new one begins. What follows
another record (an instalment its contract) is counted here and moves by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Table, Uuid, any_, literal, null, or_, select
from sqlalchemy import cast as sql_cast
from sqlalchemy.dialects.postgresql import ARRAY

from chassis import assignments
from chassis.aggregate import Record
from chassis.assignments import OWNER, Change, Part
from chassis.errors import invalid
from chassis.reader import Reader
from chassis.reasons import Reason, said
from chassis.service import Following, HandedOver, Service, command, query
from chassis.tables import assignment
from chassis.unit_of_work import UnitOfWork
from crm.common.v1 import handover_pb2 as pb

COLLABORATION = "collaboration"
# Moves of one call: a transaction that is neither many nor long.
MOST_MOVES = 100
# A person with more open things of one kind is shown, and given away, this many at a time.
MOST_ITEMS = 10_000


# --- what somebody has -----------------------------------------------------------------------------


@query
async def report_handover(request: pb.ReportHandoverRequest, reader: Reader) -> pb.ReportHandoverResponse:
    """What a person has open here, and who has the records asked for."""
    reply = pb.ReportHandoverResponse()
    service = reader.runtime.service
    if request.person_id:
        for declared in service.handed_over:
            for statement in _open(service, declared, reader.tenant_id, UUID(request.person_id)):
                reply.items.extend(_item(row) for row in await reader.execute(statement))
    asked: dict[str, list[UUID]] = defaultdict(list)
    for subject in request.subjects:
        asked[subject.subject_type].append(UUID(subject.subject_id))
    unfinished: dict[Table, list[ColumnElement[bool]]] = defaultdict(list)
    for declared in service.handed_over:
        unfinished[_table(service, declared)].append(declared.open)
    for table, conditions in unfinished.items():
        if table.name in asked:
            reply.holders.extend(await _holders(reader, table, asked[table.name], or_(*conditions)))
    return reply


def _open(service: Service, declared: HandedOver | Following, tenant_id: UUID, person_id: UUID) -> Iterator[Select[Any]]:
    """What the person owns, and what the person collaborates on."""
    table = _table(service, declared)
    unfinished = [table.c.tenant_id == tenant_id, declared.open]
    if "archive_time" in table.c:
        unfinished.append(table.c.archive_time.is_(None))
    columns = _columns(table, declared)
    own = literal(table.name).label("kind"), literal(OWNER).label("role")
    yield select(*columns, *own).where(*unfinished, table.c.owner_id == person_id).order_by(table.c.id).limit(MOST_ITEMS)
    if isinstance(declared, HandedOver) and issubclass(declared.kind, Record):
        part = assignment.c
        mine = (part.tenant_id == tenant_id, part.person_id == person_id, part.valid_to_date.is_(None), part.role != OWNER)
        yield (
            select(*columns, literal(COLLABORATION).label("kind"), part.role)
            .join(assignment, (part.subject_type == table.name) & (part.subject_id == table.c.id))
            .where(*unfinished, *mine)
            .order_by(table.c.id, part.role)
            .limit(MOST_ITEMS)
        )


def _columns(table: Table, declared: HandedOver | Following) -> list[ColumnElement[Any]]:
    number: ColumnElement[Any] | None = table.c.get("number")
    of: str | ColumnElement[str] = ""
    by, takes_along = None, False
    if isinstance(declared, Following):
        number, of, by, takes_along = declared.number, declared.of, declared.by, declared.takes_along
    return [
        literal(table.name).label("subject_type"),
        table.c.id.label("subject_id"),
        declared.name.label("name"),
        _or_nothing(number).label("number"),
        _or_nothing(declared.account_id).label("account_id"),
        _or_nothing(table.c.get("region")).label("region"),
        (literal(of) if isinstance(of, str) else of).label("follows_type"),
        _or_nothing(by).label("follows_id"),
        literal(takes_along).label("takes_along"),
    ]


def _or_nothing(column: ColumnElement[Any] | None) -> ColumnElement[Any]:
    return null() if column is None else column


def _item(row: Any) -> pb.HandoverItem:
    told = {name: value for name, value in row._mapping.items() if value is not None}
    takes_along = told.pop("takes_along")
    return pb.HandoverItem(**{name: str(value) for name, value in told.items()}, takes_along=takes_along)


async def _holders(reader: Reader, table: Table, ids: Sequence[UUID], unfinished: ColumnElement[bool]) -> list[pb.HandoverHolder]:
    wanted = sql_cast(literal(ids, ARRAY(Uuid)), ARRAY(Uuid))
    found = {}
    mine = (table.c.tenant_id == reader.tenant_id, table.c.id == any_(wanted))
    for row in await reader.execute(select(table.c.id, table.c.owner_id, unfinished.label("open")).where(*mine)):
        holder = pb.HandoverHolder(subject_type=table.name, subject_id=str(row.id), owner_id=str(row.owner_id or ""), ended=not row.open)
        found[row.id] = holder
    part = assignment.c
    of_these = (part.tenant_id == reader.tenant_id, part.subject_type == table.name, part.subject_id == any_(wanted))
    parts = select(part.subject_id, part.person_id, part.role).where(*of_these, part.valid_to_date.is_(None), part.role != OWNER)
    for row in await reader.execute(parts):
        if row.subject_id in found:
            found[row.subject_id].parts.add(person_id=str(row.person_id), role=row.role)
    return [*found.values()]


def _table(service: Service, declared: HandedOver | Following) -> Table:
    return declared.table if isinstance(declared, Following) else service.resource(declared.kind).table


# --- giving it away --------------------------------------------------------------------------------


@command
async def hand_over(request: pb.HandOverRequest, uow: UnitOfWork) -> pb.HandOverResponse:
    """Gives records to successors, or back. What is there already, and what went elsewhere meanwhile, is said and left alone."""
    if len(request.moves) > MOST_MOVES:
        raise invalid("moves", f"At most {MOST_MOVES} records go at a time.", "TOO_MANY_MOVES")
    verdicts: list[pb.HandoverVerdict] = [pb.HandoverVerdict(outcome=pb.HANDOVER_OUTCOME_GONE) for _ in request.moves]
    by_type: dict[str, list[int]] = defaultdict(list)
    for index, move in enumerate(request.moves):
        by_type[move.subject_type].append(index)
    for declared in uow.service.handed_over:
        if isinstance(declared, HandedOver):
            name = uow.service.resource(declared.kind).name
            chosen = by_type.pop(name, [])
            for index, verdict in zip(chosen, await _give(uow, declared, request, [request.moves[i] for i in chosen]), strict=True):
                verdicts[index] = verdict
    if by_type:
        raise invalid("moves", f"{uow.service.name} does not hand over {', '.join(sorted(by_type))}.", "NOT_HANDED_OVER")
    return pb.HandOverResponse(verdicts=verdicts)


async def _give(
    uow: UnitOfWork, declared: HandedOver, request: pb.HandOverRequest, moves: Sequence[pb.HandoverMove]
) -> list[pb.HandoverVerdict]:
    if not moves:
        return []
    resource = uow.service.resource(declared.kind)
    ids = sorted({UUID(move.subject_id) for move in moves})
    table = resource.table
    # Whoever changes one of them at this moment comes before or after.
    await uow.execute(
        select(table.c.id).where(table.c.tenant_id == uow.tenant_id, table.c.id.in_(ids)).order_by(table.c.id).with_for_update()
    )
    roots: dict[UUID, Any] = {root.id: root for root in await uow.find(declared.kind, table.c.id.in_(ids), limit=len(ids))}
    parts = await assignments.present(uow, resource.name, ids)
    transfer_id = UUID(request.transfer_id)
    reason = Reason.of(request.why) if request.HasField("why") else said(request.reason)
    changes, owners = [], {id: root.owner_id for id, root in roots.items()}
    verdicts = []
    for move in moves:
        if (root := roots.get(UUID(move.subject_id))) is None:
            verdicts.append(pb.HandoverVerdict(outcome=pb.HANDOVER_OUTCOME_GONE))
            continue
        change = Change(root, move.role, UUID(move.from_id), UUID(move.to_id))
        mine = parts.get(root.id, [])
        if _done(change, mine, transfer_id):
            verdicts.append(pb.HandoverVerdict(outcome=pb.HANDOVER_OUTCOME_MOVED, holder_id=move.to_id))
        elif _may_go(change, mine, transfer_id if request.undo else None):
            changes.append(change)
            verdicts.append(pb.HandoverVerdict(outcome=pb.HANDOVER_OUTCOME_MOVED, holder_id=move.to_id))
        else:
            verdicts.append(pb.HandoverVerdict(outcome=pb.HANDOVER_OUTCOME_ELSEWHERE, holder_id=str(root.owner_id or "")))
    await assignments.change_hands(uow, resource.name, changes, parts, reason=reason, transfer_id=transfer_id)
    await _tell(uow, declared, [change.root for change in changes], owners, reason)
    return verdicts


def _done(change: Change, parts: Iterable[Part], transfer_id: UUID) -> bool:
    """Whether this transfer has brought it there already."""
    theirs = [row for row in parts if row.role == change.role and row.person_id == change.to_id]
    return any(row.transfer_id == transfer_id for row in theirs) and (change.role != OWNER or change.root.owner_id == change.to_id)


def _may_go(change: Change, parts: Iterable[Part], made_by: UUID | None) -> bool:
    """Whether it is still with the person; with `made_by`, because that transfer gave it."""
    theirs = [row for row in parts if row.role == change.role and row.person_id == change.from_id]
    if made_by is not None:
        return any(row.transfer_id == made_by for row in theirs) and (change.role != OWNER or change.root.owner_id == change.from_id)
    return change.root.owner_id == change.from_id if change.role == OWNER else bool(theirs)


async def _tell(uow: UnitOfWork, declared: HandedOver, roots: Sequence[Any], owners: dict[UUID, UUID | None], reason: Reason) -> None:
    unique = list({root.id: root for root in roots}.values())
    # First what follows, new deadlines say, then the facts, which tell of it.
    if declared.carry is not None and unique:
        await declared.carry(uow, unique)
    for root in unique:
        if root.owner_id != owners[root.id] and hasattr(root, "assigned"):
            root.assigned(owners[root.id], reason)
