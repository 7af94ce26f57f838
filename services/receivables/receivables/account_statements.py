"""How statements of account come about and are answered, whoever asks for it: a person, a batch, or a customer by the link."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement

from chassis.errors import invalid
from chassis.unit_of_work import UnitOfWork
from receivables import known
from receivables.account_statement_rows import Question, found
from receivables.account_statement_tables import account_statement
from receivables.columns import plain
from receivables.domain.account_statement.statement import AccountStatement, StatementAnswer
from receivables.domain.account_statement.states import OPEN_STATES, AnswerEvidence, AnswerVerdict, StatementKind
from receivables.domain.contract import give
from receivables.domain.dispute import Dispute
from receivables.domain.states import ClaimState, DisputeReason
from receivables.limiting import confirm_claims


def period(kind: StatementKind, first: date | None, last: date | None, today: date, field: str) -> tuple[date | None, date]:
    """The days that it is about. Raises DAY_IN_FUTURE and PERIOD_INVALID."""
    end = last or today
    if end > today:
        raise invalid(f"{field}.to_date", f"{end} has not come yet.", "DAY_IN_FUTURE")
    if kind is StatementKind.CONFIRMATION:
        return None, end
    start = first or end.replace(day=1)
    if start > end:
        raise invalid(f"{field}.from_date", "A period begins before it ends.", "PERIOD_INVALID")
    return start, end


async def issue(uow: UnitOfWork, statement: AccountStatement) -> AccountStatement:
    """Raises NOTHING_TO_STATE."""
    await issue_all(uow, [statement], required=True)
    return statement


async def issue_all(uow: UnitOfWork, statements: Sequence[AccountStatement], *, required: bool = False) -> int:
    """Statements of one kind, period, company and currency, each of another customer: what they say comes from the ledger, under the locks
    of their customers, so that what was posted before is in it. Who was to answer an older one need not. How many there are: one that has
    nothing to say is none, unless it is required."""
    if not statements:
        return 0
    await uow.lock("customer", *(each.customer_id for each in statements))
    rows = await found(uow.execute, Question.of(statements[0]), [each.customer_id for each in statements])
    entity = await known.legal_entity(uow, statements[0].legal_entity_id, "account_statement.legal_entity_id")
    told = [each for each in statements if required or rows[each.customer_id].balances]
    await known.learn_customers(uow, [each.customer_id for each in told])
    for statement in told:
        customer = await known.customer(uow, statement.customer_id, "account_statement.customer_id")
        statement.owner_id, statement.team_id, statement.shared_with = customer.owner_id, customer.team_id, list(customer.shared_with)
        statement.customer_name = (await known.invoicee_of(uow, statement.customer_id)).title
        statement.legal_entity_name = entity.name
        statement.issue(rows[statement.customer_id], plain(rows[statement.customer_id]))
    if told:
        await _make_room(uow, told)
    for statement in told:
        uow.add(statement)
    return len(told)


async def _make_room(uow: UnitOfWork, statements: Sequence[AccountStatement]) -> None:
    """Older ones give way first: of each kind a customer has one that is open."""
    newer = {each.customer_id: each for each in statements}
    for older in await uow.find(AccountStatement, *_same(statements), account_statement.c.state.in_(OPEN_STATES), limit=len(newer)):
        older.supersede(newer[older.customer_id].id)
    await uow.stage()


def _same(statements: Sequence[AccountStatement]) -> list[ColumnElement[bool]]:
    s, one = account_statement.c, statements[0]
    same = [s[name] == getattr(one, name) for name in ("legal_entity_id", "currency", "kind")]
    return [s.customer_id.in_([each.customer_id for each in statements]), *same]


async def take_answer(
    uow: UnitOfWork,
    statement: AccountStatement,
    answers: Sequence[Mapping[str, Any]],
    *,
    name: str,
    position: str,
    evidence: AnswerEvidence,
    address: str = "",
) -> None:
    """What the customer says, item by item: what it disputes becomes disputes, what it confirms it owes anew. Raises what `read` and
    `answer` of the statement do."""
    # Before any plan is read: one that was would be read again.
    await uow.lock("customer", statement.customer_id)
    statement.answered_by_name = name.strip()
    told = await _opened_disputes(uow, statement, statement.read(answers))
    statement.answer(told, name=name, position=position, evidence=evidence, address=address, now=uow.now, today=uow.today)
    await confirm_claims(uow, statement)


async def _opened_disputes(uow: UnitOfWork, statement: AccountStatement, answers: Sequence[StatementAnswer]) -> list[StatementAnswer]:
    """What is disputed becomes disputes of the instalments, as far as they are still open and not disputed already."""
    items = {item.position: item for item in statement.items}
    told = []
    for each in answers:
        if each.verdict is AnswerVerdict.DISPUTED:
            each = replace(each, dispute_id=await _dispute(uow, statement, items[each.position].instalment_id, each))
        told.append(each)
    return told


async def _dispute(uow: UnitOfWork, statement: AccountStatement, instalment_id: UUID, answer: StatementAnswer) -> UUID | None:
    plan, instalment = await known.instalment_under_lock(uow, instalment_id)
    left = instalment.open - min(instalment.disputed, instalment.open)
    if instalment.claim_state is not ClaimState.CLAIMABLE or not left:
        return None
    dispute = Dispute(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        instalment_id=instalment.id,
        payment_plan_id=plan.id,
        contract_id=plan.contract_id,
        customer_id=plan.customer_id,
        legal_entity_id=plan.legal_entity_id,
        currency=instalment.currency,
        reason=DisputeReason.OTHER,
        detail=answer.text,
        dispute_date=uow.today,
        speaker=statement.answered_by_name,
        opened_by=uow.principal.person_id,
    )
    give(dispute, plan.belonging)
    dispute.open(instalment, min(answer.amount, left), today=uow.today)
    return uow.add(dispute).id
