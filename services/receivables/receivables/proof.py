"""Runs proof.sql: all at once for a report, or part after part in the background, for a book of any length.

To be run beyond the scope of a person, because a row that one may not see would look like a difference. What each statement compares it
sees at one moment; what several of them say belongs together in one snapshot (REPEATABLE READ) alone, because between two statements
somebody may post.
"""

import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Executable, Result, Select, cast, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import Text

from chassis.money import Money
from chassis.scripts import statements
from receivables.domain.proof import Drift, DriftKind
from receivables.ledger_tables import ledger_account, ledger_entry, ledger_transaction
from receivables.tables import payment_plan

MOST_DRIFTS = 1000
# So many keys are proved at once: a second or so, and a few megabytes.
AT_ONCE = 20_000

Execute = Callable[[Executable, Any], Awaitable[Result[Any]]]
_ENDS_OF_IDS = (UUID(int=0), UUID(int=2**128 - 1))
_ENDS_OF_TIME = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
_WITHIN = re.compile(r"within\(([\w.]+)\)")


def _checks() -> Iterator[tuple[DriftKind, str]]:
    for statement in statements("receivables", "proof"):
        title, _, sql = statement.partition("\n")
        yield DriftKind(title.removeprefix("-- ").partition(":")[0]), sql


CHECKS = dict(_checks())


async def drifts(connection: AsyncConnection, tenant_id: UUID, legal_entity_id: UUID | None = None) -> list[Drift]:
    """Every difference, at most 1,000 of each kind."""
    asked = {"tenant": tenant_id, "entity": legal_entity_id}
    return [drift for kind in CHECKS for drift in await _found(connection.execute, kind, "true", asked)]


async def _found(execute: Execute, kind: DriftKind, within: str, asked: dict[str, Any]) -> list[Drift]:
    """`within` says which keys are looked at; \\1 is a column of them."""
    rows: Sequence[Any] = (await execute(text(_WITHIN.sub(within, CHECKS[kind])), {**asked, "most": MOST_DRIFTS})).all()
    return [Drift(kind, row[0], Money(row[1], int(row[2])), Money(row[1], int(row[3]))) for row in rows]


# --- part after part -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """Checks that go through the book in the order of one key: whatever one of them compares lies at the same value of it. Without a key
    they look once, at what `within` says."""

    checks: Sequence[DriftKind]
    key: Column[Any] | None = None
    within: str = "true"


_OF_SUBJECTS = tuple(kind for kind in CHECKS if kind not in (DriftKind.TRANSACTION, DriftKind.PLAN, DriftKind.AGEING))
PARTS = (
    Part(_OF_SUBJECTS, ledger_account.c.subject_id),
    Part(_OF_SUBJECTS, within=r"\1 is null"),
    Part((DriftKind.TRANSACTION,), ledger_transaction.c.create_time),
    Part((DriftKind.PLAN,), payment_plan.c.contract_id),
    Part((DriftKind.AGEING,)),
)


@dataclass(frozen=True)
class Proved:
    """What came of some keys of a part: the last of them, as text, unless it was the last of all."""

    drifts: Sequence[Drift]
    keys: int
    last: str | None


async def count(execute: Execute, tenant_id: UUID, legal_entity_id: UUID | None) -> int:
    """How many keys there are."""
    keys = [part.key for part in PARTS if part.key is not None]
    counts = [select(func.count()).where(*_whose(key, tenant_id, legal_entity_id)).scalar_subquery() for key in keys]
    return sum((await execute(select(*counts), None)).one())


async def prove(execute: Execute, part: Part, after: str, tenant_id: UUID, legal_entity_id: UUID | None) -> Proved:
    """The next keys of a part. Whatever lies beyond the last key is looked at with it: a record that was never posted has none."""
    asked: dict[str, Any] = {"tenant": tenant_id, "entity": legal_entity_id}
    key, last, within, keys = part.key, None, part.within, 0
    if key is not None:
        is_time = key is ledger_transaction.c.create_time
        last, keys = await _next(execute, key, after, _whose(key, tenant_id, legal_entity_id))
        # As values of the key's own type: of a text that is yet to be read the planner cannot tell how few keys lie between.
        bound = "cast(:{} as timestamptz)" if is_time else "cast(:{} as uuid)"
        within = rf"\1 > {bound.format('after')} and \1 <= {bound.format('upto')}"
        lowest, highest = _ENDS_OF_TIME if is_time else _ENDS_OF_IDS
        asked |= {"after": _value(key, after) if after else lowest, "upto": _value(key, last) if last else highest}
    found = [drift for kind in part.checks for drift in await _found(execute, kind, within, asked)]
    return Proved(found, keys, last)


async def _next(execute: Execute, key: Column[Any], after: str, whose: Sequence[ColumnElement[bool]]) -> tuple[str | None, int]:
    """Up to which key the next ones go, and how many they are; none where they are the last."""
    coming = select(key.label("key")).where(*whose, *([key > _value(key, after)] if after else []))
    batch = coming.order_by(key).limit(AT_ONCE).subquery("batch")
    # There is no greatest uuid, but of sorted ones a last.
    last = select(batch.c.key).order_by(batch.c.key.desc()).limit(1).scalar_subquery()
    row = (await execute(select(cast(last, Text).label("last"), func.count().label("keys")).select_from(batch), None)).one()
    return (row.last if row.keys == AT_ONCE else None), row.keys


def _value(key: Column[Any], text: str) -> Any:
    return datetime.fromisoformat(text) if key is ledger_transaction.c.create_time else UUID(text)


def _whose(key: Column[Any], tenant_id: UUID, legal_entity_id: UUID | None) -> list[ColumnElement[bool]]:
    c = key.table.c
    return [
        c.tenant_id == tenant_id,
        key.is_not(None),
        *([c.legal_entity_id == legal_entity_id] if legal_entity_id and "legal_entity_id" in c else []),
    ]


# --- what the books hold ---------------------------------------------------------------------------


def kind_totals(tenant_id: UUID, legal_entity_id: UUID | None = None) -> Select[tuple[str, str, int]]:
    """What each kind of account holds per currency, from the first entry."""
    e = ledger_entry.c
    mine = [e.tenant_id == tenant_id, *([e.legal_entity_id == legal_entity_id] if legal_entity_id else [])]
    return (
        select(e.kind, e.currency, func.sum(e.amount_minor).label("amount_minor"))
        .where(*mine)
        .group_by(e.kind, e.currency)
        .order_by(e.kind)
    )
