"""InteractionLogged -> archive: what was said with a customer about money stands where the money is owed, without anybody's doing."""

from dataclasses import fields
from datetime import UTC
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.dialects.postgresql import insert

from chassis.descriptors import enum_words
from chassis.service import reaction
from chassis.unit_of_work import UnitOfWork
from crm.accounts.v1 import events_pb2 as facts
from crm.accounts.v1 import interactions_pb2 as interactions
from crm.common.v1.event_pb2 import Event
from receivables import tables as t
from receivables.domain.contract import Belonging, day_of
from receivables.domain.states import ClaimState, NoteKind

_KIND = enum_words(interactions.InteractionType.DESCRIPTOR)
_PLACE = tuple(field.name for field in fields(Belonging))


@reaction
async def archive_collection_note(fact: facts.InteractionLogged, event: Event, uow: UnitOfWork) -> None:
    """Of talk about selling nothing is kept: what is logged of a contract or an account counts while it owes, or is overdue."""
    about = await _about(fact, uow)
    if about is None:
        return
    note = {
        **about,
        "id": UUID(fact.interaction_id),
        "tenant_id": uow.tenant_id,
        "kind": NoteKind(_KIND[fact.type] or NoteKind.OTHER),
        "note_time": fact.interaction_time.ToDatetime(UTC),
        "person_id": UUID(fact.person_id) if fact.person_id else None,
        "contact_ids": [UUID(id) for id in fact.contact_ids],
        "two_way": fact.two_way,
        "quality": fact.quality,
        "next_step": fact.next_step,
        "next_step_date": day_of(fact.next_step_date),
    }
    await uow.execute(insert(t.collection_note).values(note).on_conflict_do_nothing())


async def _about(fact: facts.InteractionLogged, uow: UnitOfWork) -> dict[str, Any] | None:
    """Which claim, as narrowly as the subject says, and whom it belongs to."""
    i, id = t.instalment.c, UUID(fact.subject_id)
    match fact.subject_type:
        case "instalment":
            return _of_instalment(await _claim(uow, i.id == id), "instalment_id", "payment_plan_id", "contract_id")
        case "payment_plan":
            return _of_instalment(await _claim(uow, i.payment_plan_id == id), "payment_plan_id", "contract_id")
        case "contract":
            return _of_instalment(await _claim(uow, i.contract_id == id, i.claim_state == ClaimState.CLAIMABLE), "contract_id")
        case "account":
            overdue = (i.customer_id == id, i.claim_state == ClaimState.CLAIMABLE, i.due_date < uow.today)
            return None if await _claim(uow, *overdue) is None else await _of_customer(id, uow)
    return None


async def _claim(uow: UnitOfWork, *where: ColumnElement[bool]) -> Row[Any] | None:
    i = t.instalment.c
    columns = (i.id.label("instalment_id"), i.payment_plan_id, i.contract_id, i.customer_id, *(i[name] for name in _PLACE))
    return (await uow.execute(select(*columns).where(i.tenant_id == uow.tenant_id, *where).limit(1))).first()


def _of_instalment(row: Row[Any] | None, *narrow: str) -> dict[str, Any] | None:
    return None if row is None else {name: getattr(row, name) for name in (*narrow, "customer_id", *_PLACE)}


async def _of_customer(id: UUID, uow: UnitOfWork) -> dict[str, Any] | None:
    account = t.copy_account.c
    statement = select(account.owner_id, account.team_id, account.shared_with).where(account.tenant_id == uow.tenant_id, account.id == id)
    row = (await uow.execute(statement)).first()
    return None if row is None else {"customer_id": id, **row._mapping, "business_unit": "", "product_line": "", "region": ""}
