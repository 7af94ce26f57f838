"""What a transfer sets going, step by step: a timer takes each step, in a transaction of its own.

The concurrency contract: a step asks one service to switch a batch, then writes down what became of it. Whatever is interrupted between
the two is asked again: services know by the transfer's id what they have done. A service that cannot be asked holds up the transfer,
which says so and tries again; nothing is left out.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.orm import aliased

from accounts import tables as t
from accounts.domain.transfer import TRANSFER_RETURN, TRANSFER_STEP, Transfer, TransferItemState, TransferState
from accounts.domain.transfer_check import Switched, compare
from accounts.opened import rpc, where_it_is
from chassis.errors import DomainError
from chassis.handover import MOST_MOVES
from chassis.service import Due, timer
from chassis.unit_of_work import UnitOfWork
from crm.common.v1 import handover_pb2 as pb

item = t.transfer_item.c
_OPEN = {
    TransferState.EXECUTING: (TransferItemState.PLANNED,),
    # What was planned may have moved, although nobody wrote it down any more.
    TransferState.UNDOING: (TransferItemState.MOVED, TransferItemState.PLANNED),
}


@timer(TRANSFER_STEP)
async def take_step(due: Due, uow: UnitOfWork) -> None:
    """The next batch, or the comparison when everything was looked at."""
    transfer = await uow.get(Transfer, due.subject_id, archived=True)
    if transfer.step_time is None:
        return
    before = uow.principal
    person_id = transfer.undone_by if transfer.state == TransferState.UNDOING else transfer.executed_by
    uow.principal = replace(before, cause=f"transfer:{transfer.id}", on_behalf=f"user:{person_id}" if person_id else "")
    try:
        if transfer.state == TransferState.EXECUTED or not await _move_some(transfer, uow):
            await _finish(transfer, uow)
    except DomainError as error:
        transfer.stumble(f"{error.reason}: {error.detail}", uow.now)
    finally:
        uow.principal = before


@timer(TRANSFER_RETURN)
async def end_holiday(due: Due, uow: UnitOfWork) -> None:
    transfer = await uow.get(Transfer, due.subject_id, archived=True)
    if transfer.return_date is not None and transfer.return_date <= uow.today:
        transfer.come_back(uow.now)


async def _move_some(transfer: Transfer, uow: UnitOfWork) -> bool:
    """Switches the next things of one service; False when there are none."""
    undo = transfer.state == TransferState.UNDOING
    mine = (item.tenant_id == uow.tenant_id, item.transfer_id == transfer.id, item.state.in_(_OPEN[TransferState(transfer.state)]))
    by_itself = select(t.transfer_item).where(*mine, item.follows_id.is_(None)).order_by(item.position, item.id).limit(MOST_MOVES)
    rows = (await uow.execute(by_itself)).all()
    batch = [row for row in rows if row.service == rows[0].service]
    if not batch:
        return False
    request = pb.HandOverRequest(
        transfer_id=str(transfer.id),
        reason=transfer.words.text[:500],
        why=transfer.words.message,
        undo=undo,
        moves=[_move(transfer, row, undo=undo) for row in batch],
    )
    reply = await uow.peers(rpc(batch[0].service, "HandOver"), request, pb.HandOverResponse, uow.principal)
    await _write_down(uow, transfer, batch, reply.verdicts, undo=undo)
    transfer.proceed(len(batch), uow.now)
    return True


def _move(transfer: Transfer, row: Row[Any], *, undo: bool) -> pb.HandoverMove:
    giver, taker = (row.successor_id, transfer.from_id) if undo else (transfer.from_id, row.successor_id)
    return pb.HandoverMove(
        subject_type=row.subject_type, subject_id=str(row.subject_id), role=row.role, from_id=str(giver), to_id=str(taker)
    )


async def _write_down(
    uow: UnitOfWork, transfer: Transfer, batch: Sequence[Row[Any]], verdicts: Sequence[pb.HandoverVerdict], *, undo: bool
) -> None:
    done, not_done = (TransferItemState.RETURNED, TransferItemState.KEPT) if undo else (TransferItemState.MOVED, TransferItemState.SKIPPED)
    rows = []
    for row, verdict in zip(batch, verdicts, strict=True):
        holder = UUID(verdict.holder_id) if verdict.holder_id else None
        moved = verdict.outcome == pb.HANDOVER_OUTCOME_MOVED or (undo and holder == transfer.from_id)
        rows.append({"of": row.id, "became": done if moved else not_done, "who": None if moved else holder})
    statement = update(t.transfer_item).where(item.id == bindparam("of"))
    await uow.execute(statement.values(state=bindparam("became"), holder_id=bindparam("who")), rows)


async def _finish(transfer: Transfer, uow: UnitOfWork) -> None:
    """Everything was looked at: what follows something is where that is; and the services say where everything is now."""
    if transfer.state == TransferState.UNDOING:
        leader = aliased(t.transfer_item)
        led = (leader.c.transfer_id == item.transfer_id, leader.c.subject_type == item.follows_type, leader.c.subject_id == item.follows_id)
        mine = (item.tenant_id == uow.tenant_id, item.transfer_id == transfer.id, leader.c.role == "owner")
        values = {"state": leader.c.state, "holder_id": leader.c.holder_id}
        await uow.execute(update(t.transfer_item).where(*mine, *led).values(values))
        transfer.returned()
        return
    rows = await uow.execute(select(t.transfer_item).where(item.tenant_id == uow.tenant_id, item.transfer_id == transfer.id))
    items = [Switched(row.service, row.kind, row.subject_type, row.subject_id, row.role, row.successor_id) for row in rows]
    holders, left = await where_it_is(uow, transfer.from_id, items)
    following = (item.tenant_id == uow.tenant_id, item.transfer_id == transfer.id, item.follows_id.is_not(None))
    await uow.execute(update(t.transfer_item).where(*following).values(state=TransferItemState.MOVED))
    transfer.compared(compare(items, holders, left, transfer.from_id), items, uow.now)
