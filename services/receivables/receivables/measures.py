"""What whoever runs the installation watches: what is owed, what of it is overdue, and that the ledger proves.

Amounts are floating-point numbers in whole units of a currency, for a curve; the books are elsewhere.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import Text, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.measures import Company
from chassis.money import Money
from chassis.service import Figure, Measure
from receivables import proof, proving
from receivables.domain.proof import Drift
from receivables.domain.proof_run import KeptDrift, ProofRunState
from receivables.domain.states import ClaimState
from receivables.ledger_tables import ledger_account
from receivables.tables import instalment

# Literally, or a generic plan would not use the partial index.
_CLAIMABLE = literal_column(f"'{ClaimState.CLAIMABLE}'", Text)


async def _owed(connection: AsyncConnection, company: Company) -> Mapping[str, Mapping[str, float]]:
    i = instalment.c
    total = func.sum(i.open_minor)
    statement = (
        select(i.currency, total.label("total"), func.coalesce(total.filter(i.due_date < company.today), 0).label("overdue"))
        .where(i.tenant_id == company.id, i.claim_state == _CLAIMABLE)
        .group_by(i.currency)
    )
    rows = (await connection.execute(statement)).all()
    return {
        "receivable_amount": {row.currency: _units(row.currency, row.total) for row in rows},
        "overdue_amount": {row.currency: _units(row.currency, row.overdue) for row in rows},
    }


async def _proved(connection: AsyncConnection, company: Company) -> Mapping[str, Mapping[str, float]]:
    """Each currency of the books, with what does not fit in it."""
    a = ledger_account.c
    currencies = await connection.scalars(select(a.currency).where(a.tenant_id == company.id).distinct())
    amounts: Counter[str] = Counter(dict.fromkeys(currencies, 0))
    found = await _drifts(connection, company)
    if found is None:
        return {"ledger_drift": {}, "ledger_differences": {}}
    for drift in found[0]:
        amounts[drift.computed.currency] += abs(drift.computed.minor - drift.stored.minor)
    return {
        "ledger_drift": {currency: _units(currency, minor) for currency, minor in amounts.items()},
        "ledger_differences": {"": found[1]},
    }


async def _drifts(connection: AsyncConnection, company: Company) -> tuple[Sequence[Drift | KeptDrift], int] | None:
    """The first, and how many. Of large books, what the last proof in the background found; nothing before there was one."""
    if not await proving.is_large(connection.execute, company.id):
        found = await proof.drifts(connection, company.id)
        return found, len(found)
    run = await proving.newest(connection.execute, company.id, None, (ProofRunState.DONE,))
    return (run.drifts, run.drift_count) if run else None


def _units(currency: str, minor: int) -> float:
    return float(Money(currency, int(minor)).amount)


MEASURES = (
    Measure(
        "owed",
        (
            Figure("receivable_amount", "What customers owe and may be asked for now, in units of the currency", "currency"),
            Figure("overdue_amount", "What of it is overdue, in units of the currency", "currency"),
        ),
        timedelta(minutes=1),
        _owed,
    ),
    Measure(
        "proof",
        (
            Figure("ledger_drift", "What entries and records differ by, in units of the currency; anything but 0 is a defect", "currency"),
            Figure("ledger_differences", "How many records differ from their entries; anything but 0 is a defect"),
        ),
        timedelta(minutes=30),
        _proved,
        # They have no money, but books that must fit all the same.
        sandboxes=True,
    ),
)
