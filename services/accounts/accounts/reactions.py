"""Fact -> effect: the timeline of an account is written from the facts of every service."""

from datetime import UTC
from uuid import UUID

from google.protobuf.message import Message

from accounts import tables
from accounts.domain.reasons import told
from chassis.money import Money
from chassis.service import reaction
from chassis.unit_of_work import UnitOfWork
from crm.accounts.v1 import events_pb2 as accounts
from crm.common.v1 import types_pb2 as common
from crm.common.v1.event_pb2 import Event
from crm.pipeline.v1 import events_pb2 as pipeline
from crm.receivables.v1 import events_pb2 as receivables
from crm.receivables.v1 import receivables_pb2 as books


@reaction
async def note_account_assigned(fact: accounts.AccountAssigned, event: Event, uow: UnitOfWork) -> None:
    _note(uow, event, fact.account_id, owner_id=fact.owner_id, **told(fact.reason, fact.why))


@reaction
async def note_account_pooled(fact: accounts.AccountPooled, event: Event, uow: UnitOfWork) -> None:
    _note(uow, event, fact.account_id, name=fact.pool_name, **told(fact.reason, fact.why))


@reaction
async def note_account_claimed(fact: accounts.AccountClaimed, event: Event, uow: UnitOfWork) -> None:
    _note(uow, event, fact.account_id, owner_id=fact.owner_id)


@reaction
async def note_opportunity_opened(fact: pipeline.OpportunityOpened, event: Event, uow: UnitOfWork) -> None:
    _note(uow, event, fact.account_id, name=fact.name, amount=fact.expected_amount)


@reaction
async def note_stage_entered(fact: pipeline.StageEntered, event: Event, uow: UnitOfWork) -> None:
    _note(uow, event, fact.account_id, stage=fact.stage, previous_stage=fact.previous_stage)


@reaction
async def note_opportunity_won(fact: pipeline.OpportunityWon, event: Event, uow: UnitOfWork) -> None:
    _note(uow, event, fact.account_id, amount=fact.won_amount, date=fact.close_date)


@reaction
async def note_opportunity_lost(fact: pipeline.OpportunityLost, event: Event, uow: UnitOfWork) -> None:
    _note(uow, event, fact.account_id, reason=fact.loss_detail, date=fact.close_date)


@reaction
async def note_contract_effective(fact: pipeline.ContractEffective, event: Event, uow: UnitOfWork) -> None:
    _note(uow, event, fact.account_id, number=fact.contract_number, amount=fact.gross, date=fact.effective_date)


@reaction
async def note_contract_terminated(fact: pipeline.ContractTerminated, event: Event, uow: UnitOfWork) -> None:
    _note(uow, event, fact.customer_id, number=fact.contract_number, reason=fact.reason, date=fact.terminate_date)


@reaction
async def note_instalment_claimable(fact: receivables.InstalmentClaimable, event: Event, uow: UnitOfWork) -> None:
    of = fact.instalment
    _note(uow, event, of.customer_id, name=of.name, number=of.contract_number, amount=of.amount, date=of.due_date)


@reaction
async def note_instalment_overdue(fact: receivables.InstalmentOverdue, event: Event, uow: UnitOfWork) -> None:
    of = fact.instalment
    _note(uow, event, of.customer_id, name=of.name, number=of.contract_number, amount=of.open, date=of.due_date)


@reaction
async def note_instalment_settled(fact: receivables.InstalmentSettled, event: Event, uow: UnitOfWork) -> None:
    of = fact.instalment
    _note(uow, event, of.customer_id, name=of.name, number=of.contract_number, amount=of.amount, date=fact.settle_date)


@reaction
async def note_receipt_recorded(fact: receivables.ReceiptRecorded, event: Event, uow: UnitOfWork) -> None:
    if fact.receipt.tender != books.TENDER_CREDIT:
        _note(uow, event, fact.receipt.customer_id, amount=fact.receipt.amount, date=fact.receipt.received_date)


def _note(uow: UnitOfWork, event: Event, account_id: str, **parameters: str | Message) -> None:
    """One line; the event's own id makes it the same line when the event comes again."""
    if not account_id:
        return
    uow.insert(
        tables.timeline_entry,
        id=UUID(event.id),
        account_id=UUID(account_id),
        create_time=event.create_time.ToDatetime(UTC),
        kind=event.type.rpartition(".")[2],
        subject_type=event.subject_type,
        subject_id=UUID(event.subject_id),
        sequence=event.sequence,
        actor=event.actor,
        parameters={name: _text(value) for name, value in parameters.items() if value},
    )


def _text(value: str | Message) -> str:
    return str(Money(value.currency_code, value.minor)) if isinstance(value, common.Money) else str(value)
