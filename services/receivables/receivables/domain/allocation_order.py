"""Which claims a receipt pays where nobody says it line by line.

What is held in advance goes to the claim that it is held for. With the rest, first what the payer names is paid, then the contract
that the receipt refers to, then what is due, then what is not; within these the oldest due date; equals share in proportion to what
is open. Disputed amounts, retention and what is asked for before delivery are paid only when the payer names them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from uuid import UUID

from chassis.money import Money
from receivables.domain.instalment import Instalment
from receivables.domain.terms import Layer


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A claim that could be paid, with what of it nobody disputes."""

    instalment_id: UUID
    contract_id: UUID
    due_date: date
    payable: Money
    layer: Layer = Layer.NORMAL

    @classmethod
    def of(cls, instalment: Instalment, disputed: Money | None = None) -> "Candidate":
        return cls(
            instalment_id=instalment.id,
            contract_id=instalment.contract_id,
            due_date=instalment.due_date or date.max,
            payable=instalment.open - (disputed or Money.zero(instalment.currency)),
            layer=instalment.layer,
        )


@dataclass(frozen=True, slots=True)
class Portion:
    """So much to this instalment."""

    instalment_id: UUID
    amount: Money


def proposal(
    amount: Money,
    candidates: Iterable[Candidate],
    *,
    today: date,
    held: Mapping[UUID, Money] | None = None,
    named: Collection[UUID] = (),
    contract_id: UUID | None = None,
) -> list[Portion]:
    """Portions of at most `amount` and what is `held` in advance by instalment, one per claim, in the order of payment.

    `named` are the instalments that the payer names.
    """
    zero, waiting = Money.zero(amount.currency), list(candidates)
    paid = {c.instalment_id: min(held[c.instalment_id], c.payable) for c in waiting if held and c.instalment_id in held}
    left = [replace(c, payable=c.payable - paid.get(c.instalment_id, zero)) for c in waiting]
    for portion in _in_order(amount, left, today=today, named=named, contract_id=contract_id):
        paid[portion.instalment_id] = paid.get(portion.instalment_id, zero) + portion.amount
    return [Portion(instalment_id, portion) for instalment_id, portion in paid.items() if portion]


def _in_order(
    amount: Money, candidates: Iterable[Candidate], *, today: date, named: Collection[UUID], contract_id: UUID | None
) -> list[Portion]:
    def rank(candidate: Candidate) -> tuple[bool, bool, bool, date]:
        of_contract = contract_id is not None and candidate.contract_id == contract_id
        return candidate.instalment_id not in named, not of_contract, candidate.due_date > today, candidate.due_date

    willing = [c for c in candidates if c.payable.minor > 0 and (c.layer is Layer.NORMAL or c.instalment_id in named)]
    portions: list[Portion] = []
    for _, equals in groupby(sorted(willing, key=lambda c: (rank(c), c.instalment_id)), key=rank):
        group = list(equals)
        shares = in_proportion(amount.minor, [candidate.payable.minor for candidate in group])
        paid = [Portion(c.instalment_id, Money(amount.currency, share)) for c, share in zip(group, shares, strict=True) if share]
        portions += paid
        amount -= sum((portion.amount for portion in paid), Money.zero(amount.currency))
    return portions


def in_proportion(total: int, limits: Sequence[int]) -> list[int]:
    """Parts of `total` in proportion to the limits and none above its limit. What rounding leaves goes unit by unit to the first."""
    whole = sum(limits)
    if total >= whole:
        return list(limits)
    parts = [total * limit // whole for limit in limits]
    rest = total - sum(parts)
    for index, limit in enumerate(limits):
        if rest and parts[index] < limit:
            parts[index], rest = parts[index] + 1, rest - 1
    return parts
