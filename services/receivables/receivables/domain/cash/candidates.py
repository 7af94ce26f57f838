"""What money may pay, with reasons and a confidence, the likeliest first."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from chassis.money import Money
from receivables.domain.cash.incoming import Incoming, Owed
from receivables.domain.cash.reasons import PAYER, Reason, confidence
from receivables.domain.cash.references import referred
from receivables.domain.cash.ways import Way, ways
from receivables.domain.terms import Layer

MOST_CANDIDATES = 5
# Paid so long before it is due, or after, money is still likely to be for it.
_BEFORE, _AFTER = timedelta(days=15), timedelta(days=60)


@dataclass(frozen=True, slots=True)
class CandidateLine:
    instalment_id: UUID
    currency: str
    minor: int

    @property
    def amount(self) -> Money:
        return Money(self.currency, self.minor)


@dataclass(frozen=True, slots=True)
class Candidate:
    customer_id: UUID
    lines: tuple[CandidateLine, ...]
    confidence: int
    reasons: tuple[Reason, ...]

    @property
    def key(self) -> str:
        """The same for the same money to the same instalments: what was rejected is known by it."""
        return ",".join(sorted(f"{line.instalment_id}:{line.minor}" for line in self.lines))

    @property
    def is_exact(self) -> bool:
        return any(reason.is_exact for reason in self.reasons)

    @property
    def is_evident(self) -> bool:
        """Something besides the amount speaks for it."""
        return any(reason in PAYER or reason in _REFERENCES for reason in self.reasons)


_REFERENCES = (Reason.CONTRACT_SAID, Reason.CONTRACT_NAMED, Reason.ORDER_NAMED)


def candidates(
    incoming: Incoming, paid_by: Mapping[UUID, Reason], owed: Iterable[Owed], *, rejected: Collection[str] = ()
) -> list[Candidate]:
    """`paid_by` says whose it may be and why; `owed` is what those owe, and whatever else the amount or a reference led to."""
    fitting = sorted(
        (each for each in owed if each.minor > 0 and each.fits(incoming)), key=lambda each: (each.due_date, each.instalment_id)
    )
    named = referred(incoming, fitting)
    by_customer: dict[UUID, list[Owed]] = {}
    for each in fitting:
        by_customer.setdefault(each.customer_id, []).append(each)
    found: dict[str, Candidate] = {}
    for customer_id, theirs in by_customer.items():
        payer = paid_by.get(customer_id)
        if incoming.customer_id not in (None, customer_id):
            continue
        for way in _ways(incoming, theirs, named, evident=payer is not None):
            made = _candidate(incoming, customer_id, way, payer, named, others_paid=bool(paid_by) and payer is None)
            if made.key not in rejected and (made.key not in found or made.confidence > found[made.key].confidence):
                found[made.key] = made
    # Of equals the one that is due first.
    return sorted(found.values(), key=lambda each: -each.confidence)[:MOST_CANDIDATES]


def _ways(incoming: Incoming, owed: Sequence[Owed], named: Mapping[UUID, Reason], *, evident: bool) -> list[Way]:
    """Within the contracts that are referred to, where there are any; else in all, and only to the cent where nobody knows who paid."""
    meant = [each for each in owed if each.contract_id in named]
    if meant:
        inside = ways(incoming.minor, meant)
        if any(way.reason.is_exact for way in inside) or len(meant) == len(owed):
            return inside
        return [*inside, *(way for way in ways(incoming.minor, owed) if way.reason.is_exact)]
    found = ways(incoming.minor, owed)
    return found if evident else [way for way in found if way.reason is Reason.AMOUNT_EXACT]


def _candidate(
    incoming: Incoming,
    customer_id: UUID,
    way: Way,
    payer: Reason | None,
    named: Mapping[UUID, Reason],
    *,
    others_paid: bool,
) -> Candidate:
    meant = {line.contract_id for line, _ in way.lines}
    reasons = {way.reason, *(named[each] for each in meant if each in named)}
    if payer is not None:
        reasons.add(payer)
    if others_paid:
        reasons.add(Reason.PAYER_ANOTHER)
    if named and not meant <= named.keys():
        reasons.add(Reason.REFERENCE_ANOTHER)
    if not way.alone and way.reason.is_exact:
        reasons.add(Reason.SEVERAL_FIT)
    if any(line.layer is Layer.RETENTION for line, _ in way.lines):
        reasons.add(Reason.RETENTION)
    if any(-_BEFORE <= incoming.day - line.due_date <= _AFTER for line, _ in way.lines):
        reasons.add(Reason.DUE_NEAR)
    lines = tuple(CandidateLine(line.instalment_id, line.currency, minor) for line, minor in way.lines)
    ordered = tuple(each for each in Reason if each in reasons)
    return Candidate(customer_id, lines, confidence(frozenset(reasons)), ordered)
