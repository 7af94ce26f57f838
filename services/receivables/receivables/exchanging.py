"""What exchange differences are reckoned from: rates as they were known, and the entries in foreign currencies."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, or_, select

from chassis.money import Money
from chassis.tables import copy_legal_entity, copy_tenant
from receivables.domain.exchange.carrying import Carrying
from receivables.domain.exchange.rates import LONGEST, Rate, Rates
from receivables.domain.exchange.run import Reckoned
from receivables.domain.ledger import Account, Kind, Leg, Transaction, TransactionKind
from receivables.exchange_tables import exchange_rate
from receivables.execution import Execute
from receivables.ledger_tables import ledger_account, ledger_entry
from receivables.month_end.periods import Books

_REALISED = (TransactionKind.EXCHANGE_REALISED, TransactionKind.EXCHANGE_REALISED_REVERSAL)
_REVALUED = (TransactionKind.EXCHANGE_REVALUATION, TransactionKind.EXCHANGE_REVALUATION_REVERSAL)


async def own_currency(execute: Execute, tenant_id: UUID) -> str:
    """The tenant's; CNY while nothing is known of it."""
    return (await execute(select(copy_tenant.c.functional_currency).where(copy_tenant.c.id == tenant_id))).scalar() or "CNY"


async def currency_of(execute: Execute, tenant_id: UUID, legal_entity_id: UUID) -> str:
    """In which a company of ours keeps its books."""
    e = copy_legal_entity.c
    found = (await execute(select(e.functional_currency).where(e.tenant_id == tenant_id, e.id == legal_entity_id))).scalar()
    return found or await own_currency(execute, tenant_id)


async def rates_known(execute: Execute, tenant_id: UUID, known_at: datetime, on: date | None = None) -> Rates:
    """Those that counted at that time: all of them, or what may say the worth on a day."""
    x = exchange_rate.c
    counted = (x.create_time <= known_at, or_(x.withdraw_time.is_(None), x.withdraw_time > known_at))
    columns = (x.currency_code, x.quote_currency_code, x.rate, x.rate_date)
    near = () if on is None else (x.rate_date.between(on - LONGEST, on),)
    rows = await execute(select(*columns).where(x.tenant_id == tenant_id, *counted, *near).order_by(x.create_time))
    return Rates(Rate(**row._mapping) for row in rows)


async def reckoned(execute: Execute, books: Books) -> Reckoned:
    """What the books come to at the end of the day, as they were known."""
    currency = await currency_of(execute, books.tenant_id, books.legal_entity_id)
    carrying = Carrying(currency, await rates_known(execute, books.tenant_id, books.known_at))
    carrying.tell(await _foreign(execute, books, currency))
    return Reckoned.of(carrying, books.as_of, await _posted(execute, books, currency, _REALISED))


async def unposted(execute: Execute, books: Books) -> dict[str, Money | None]:
    """By foreign currency what the books do not hold yet, and None where no rate tells."""
    found = await reckoned(execute, books)
    return found.unposted(await _posted(execute, books, found.currency, _REVALUED))


async def _foreign(execute: Execute, books: Books, currency: str) -> Iterator[Transaction]:
    """Transactions with their legs in other currencies, in the order of their days. Plans are no part of the books."""
    a, e = ledger_account.c, ledger_entry.c
    abroad = select(a.id).where(
        a.tenant_id == books.tenant_id,
        a.legal_entity_id == books.legal_entity_id,
        or_(a.currency < currency, a.currency > currency),
        a.kind.not_in([kind for kind in Kind if kind.is_memorandum]),
    )
    columns = (e.transaction_id, e.transaction_kind, e.posting_date, e.create_time, e.kind, e.currency, e.customer_id, e.subject_id)
    rows = await execute(
        select(*columns, func.sum(e.amount_minor).label("minor"))
        .where(e.tenant_id == books.tenant_id, e.account_id.in_(abroad), e.posting_date <= books.as_of, e.create_time <= books.known_at)
        .group_by(*columns)
        .order_by(e.posting_date, e.create_time, e.transaction_id, e.kind, e.subject_id)
    )
    return (_transaction(books, list(legs)) for _, legs in groupby(rows, attrgetter("transaction_id")))


def _transaction(books: Books, legs: list[Row[Any]]) -> Transaction:
    first = legs[0]
    return Transaction(
        id=first.transaction_id,
        tenant_id=books.tenant_id,
        kind=TransactionKind(first.transaction_kind),
        business_date=first.posting_date,
        posting_date=first.posting_date,
        create_time=first.create_time,
        cause="",
        legs=tuple(Leg(_account(books, leg), int(leg.minor)) for leg in legs),
    )


def _account(books: Books, leg: Row[Any]) -> Account:
    return Account(
        legal_entity_id=books.legal_entity_id,
        kind=Kind(leg.kind),
        currency=leg.currency,
        customer_id=leg.customer_id,
        subject_id=leg.subject_id,
    )


async def _posted(execute: Execute, books: Books, currency: str, kinds: Sequence[TransactionKind]) -> Mapping[UUID, int]:
    """What the books hold of these up to the day, by the subject of the foreign currency; a gain is positive."""
    e = ledger_entry.c
    accounts = select(ledger_account.c.id).where(
        ledger_account.c.tenant_id == books.tenant_id,
        ledger_account.c.legal_entity_id == books.legal_entity_id,
        ledger_account.c.currency == currency,
        ledger_account.c.kind == Kind.EXCHANGE_ADJUSTMENT,
    )
    rows = await execute(
        select(e.subject_id, func.sum(e.amount_minor).label("minor"))
        .where(e.tenant_id == books.tenant_id, e.account_id.in_(accounts), e.transaction_kind.in_(kinds))
        .where(e.posting_date <= books.as_of, e.create_time <= books.known_at)
        .group_by(e.subject_id)
    )
    return {row.subject_id: int(row.minor) for row in rows}
