"""Commands on transfers of customers. What they set going is carried out step by step (transferring)."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from accounts import tables as t
from accounts.domain.transfer import Transfer, TransferItemState, TransferState
from accounts.domain.transfer_split import Given, split
from accounts.opened import open_things
from chassis.changes import plain
from chassis.errors import conflict, forbidden, invalid
from chassis.messages import values
from chassis.reasons import said
from chassis.service import command
from chassis.tables import copy_member
from chassis.unit_of_work import UnitOfWork
from crm.accounts.v1 import transfers_pb2 as pb

# Rows of one statement: a parameter for each column, of which PostgreSQL takes 32,767.
_ROWS = 1000


@command
async def create_transfer(request: pb.CreateTransferRequest, uow: UnitOfWork) -> Transfer:
    given = values(request.transfer)
    from_id, reason = given.pop("from_id"), given.pop("reason")
    if reason is None:
        raise invalid("transfer.reason", "Say why: leave, change of post or holiday.", "MISSING_FIELD")
    people = await _people(uow, [from_id])
    transfer = Transfer(id=uow.new_id(), tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now, from_id=from_id, reason=reason)
    transfer.owner_id, transfer.team_id, transfer.created_by = from_id, people[from_id].member_team_id, uow.principal.person_id
    await _revise(transfer, given, uow)
    return uow.add(transfer)


@command
async def update_transfer(request: pb.UpdateTransferRequest, uow: UnitOfWork) -> Transfer:
    transfer = await uow.get(Transfer, request.transfer_id, etag=request.etag)
    given = values(request.transfer, request.update_mask)
    for fixed in ("from_id", "reason"):
        if given.pop(fixed, getattr(transfer, fixed)) != getattr(transfer, fixed):
            raise invalid(f"transfer.{fixed}", "It stays as it is; draft another transfer.", "IMMUTABLE")
    await _revise(transfer, given, uow)
    return transfer


async def _revise(transfer: Transfer, given: dict[str, Any], uow: UnitOfWork) -> None:
    transfer.revise(uow.today, **{name: plain(value) if name in ("rules", "overrides") else value for name, value in given.items()})
    await _require_successors(uow, transfer.successors)


@command
async def cancel_transfer(request: pb.CancelTransferRequest, uow: UnitOfWork) -> Transfer:
    transfer = await uow.get(Transfer, request.transfer_id)
    transfer.cancel()
    return transfer


@command
async def execute_transfer(request: pb.ExecuteTransferRequest, uow: UnitOfWork) -> Transfer:
    """Fixes what is switched; that it is switched follows. One transfer of a person at a time."""
    transfer = await uow.get(Transfer, request.transfer_id, etag=request.etag)
    await uow.lock("transfer", transfer.from_id)
    await _require_alone(uow, transfer)
    given = split(await open_things(uow, transfer.from_id), transfer.rule_list(), transfer.override_map())
    await _require_successors(uow, {each.successor_id for each in given if each.successor_id is not None})
    nobody = sum(each.successor_id is None for each in given)
    known = await _keys(uow, transfer)
    transfer.execute(
        items=len(known | {each.thing.key for each in given}), without_successor=nobody, by=uow.principal.person_id, at=uow.now
    )
    await _keep(uow, transfer, given, first=len(known))
    return transfer


@command
async def sign_transfer(request: pb.SignTransferRequest, uow: UnitOfWork) -> Transfer:
    transfer = await uow.get(Transfer, request.transfer_id)
    transfer.sign(by=uow.principal.person_id, note=request.note, at=uow.now)
    return transfer


@command
async def undo_transfer(request: pb.UndoTransferRequest, uow: UnitOfWork) -> Transfer:
    transfer = await uow.get(Transfer, request.transfer_id)
    await uow.lock("transfer", transfer.from_id)
    transfer.undo(by=uow.principal.person_id, reason=said(request.reason), at=uow.now)
    await _require_alone(uow, transfer)
    people = await _people(uow, [transfer.from_id])
    if people[transfer.from_id].state != "active":
        raise invalid("transfer_id", "The person is no active member any more; nothing can be given back.", "NOT_A_MEMBER")
    return transfer


async def _require_alone(uow: UnitOfWork, transfer: Transfer) -> None:
    other = t.transfer.c
    moving = (other.from_id == transfer.from_id, other.state.in_((TransferState.EXECUTING, TransferState.UNDOING)))
    if (await uow.execute(select(other.id).where(other.tenant_id == uow.tenant_id, *moving, other.id != transfer.id))).first():
        raise conflict("TRANSFER_UNDER_WAY", "Another transfer of this person is under way; wait until it has ended.")


async def _people(uow: UnitOfWork, ids: Iterable[UUID]) -> dict[UUID, Any]:
    """Members, whatever their state, that the caller's permission reaches. Raises DomainError for others."""
    member, wanted = copy_member.c, list(ids)
    columns = (member.id, member.name, member.member_team_id, member.state)
    rows = await uow.execute(select(*columns).where(member.tenant_id == uow.tenant_id, member.id.in_(wanted)))
    found = {row.id: row for row in rows}
    for id in wanted:
        if id not in found:
            raise invalid("transfer.from_id", f"There is no colleague {id}; if they are new, try again in a moment.", "NOT_A_MEMBER")
        if not uow.scope.reaches(id, found[id].member_team_id, ()):
            raise forbidden("OUTSIDE_YOUR_TEAMS", f"{found[id].name} does not belong to your teams.", id=str(id))
    return found


async def _require_successors(uow: UnitOfWork, ids: Iterable[UUID]) -> None:
    for id, person in (await _people(uow, ids)).items():
        if person.state != "active":
            raise invalid("transfer.rules", f"{person.name} is no active member; choose another successor.", "NOT_A_MEMBER", id=str(id))


async def _keys(uow: UnitOfWork, transfer: Transfer) -> set[tuple[str, UUID, str]]:
    item = t.transfer_item.c
    mine = (item.tenant_id == uow.tenant_id, item.transfer_id == transfer.id)
    rows = await uow.execute(select(item.subject_type, item.subject_id, item.role).where(*mine))
    return {(row.subject_type, row.subject_id, row.role) for row in rows}


async def _keep(uow: UnitOfWork, transfer: Transfer, given: Sequence[Given], *, first: int) -> None:
    """Writes down who gets what; what was written down before and is with the person again is planned anew."""
    rows = [
        {
            "id": uow.new_id(),
            "tenant_id": uow.tenant_id,
            "transfer_id": transfer.id,
            "position": first + position,
            "successor_id": each.successor_id,
            "choice": each.choice,
            "rule": each.rule,
            "state": TransferItemState.PLANNED,
            **{name: getattr(each.thing, name) for name in _OF_THING},
        }
        for position, each in enumerate(given, start=1)
    ]
    make = insert(t.transfer_item)
    again = {name: make.excluded[name] for name in ("successor_id", "choice", "rule", "state", "position")}
    statement = make.on_conflict_do_update(index_elements=["transfer_id", "subject_type", "subject_id", "role"], set_=again)
    for start in range(0, len(rows), _ROWS):
        await uow.execute(statement, rows[start : start + _ROWS])


_OF_THING = ("service", "kind", "subject_type", "subject_id", "role", "name", "number", "account_id", "follows_type", "follows_id")
