"""款到发货: what must be paid before the goods of a contract or an order go, or be released by finance."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from chassis.errors import DomainError, precondition
from chassis.money import Money
from crm.common.v1 import payment_terms_pb2 as pb

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """An instalment that holds the goods of a lot, of all of them without a code, with what of it is neither paid nor held in advance.
    `instalment_id` is None where there is no payment plan yet."""

    name: str
    open: Money
    lot_code: str = ""
    instalment_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Finance has let goods go for so much that is not paid, up to that day."""

    amount: Money
    valid_until_date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """What holds the goods of one contract or order; `lots` are the codes that its terms may name."""

    gates: Sequence[Gate]
    releases: Sequence[Release] = ()
    lots: Collection[str] = ()
    currency: str

    def open(self, codes: Iterable[str]) -> Money:
        """What must be paid before these lots go. A code that the terms do not know may be anything: all gates hold it."""
        return Money(self.currency, sum(gate.open.minor for gate in self.holding(codes)))

    def holding(self, codes: Iterable[str]) -> list[Gate]:
        asked = {code if code in self.lots else "" for code in codes}
        return [gate for gate in self.gates if gate.open.minor > 0 and asked and (not gate.lot_code or asked & {"", gate.lot_code})]

    def released(self, today: date) -> Money:
        return Money(self.currency, sum(each.amount.minor for each in self._valid(today)))

    def released_until(self, today: date) -> date | None:
        """The last day on which all of that holds."""
        return min((each.valid_until_date for each in self._valid(today) if each.valid_until_date), default=None)

    def _valid(self, today: date) -> list[Release]:
        mine = [each for each in self.releases if each.amount.currency == self.currency]
        return [each for each in mine if each.valid_until_date is None or each.valid_until_date >= today]

    def holds(self, codes: Iterable[str], gone: Iterable[str], today: date) -> bool:
        """Whether these lots must stay. What is released counts once: what of the lots that are `gone` is open is taken from it."""
        wanted = list(codes)
        return bool(self.open(wanted)) and self.open((*wanted, *gone)) > self.released(today)

    def require_paid(self, codes: Iterable[str], gone: Iterable[str], today: date) -> None:
        """Raises SHIPMENT_HELD where something must be paid, or released, before these lots go."""
        wanted = list(codes)
        if self.holds(wanted, gone, today):
            raise self._held(wanted, today)

    def _held(self, codes: Sequence[str], today: date) -> DomainError:
        amount, released = self.open(codes), self.released(today)
        names = [gate.name for gate in self.holding(codes)]
        besides = f", of which {released} is released" if released else ""
        return precondition(
            "SHIPMENT_HELD",
            f"{amount} must be paid before the goods go ({', '.join(names)}){besides}. They go once money is allocated to it, or finance "
            "releases them for that amount (/v1/creditLimits, kind RELEASE).",
            open=str(amount),
            instalments="、".join(names),
        )


def by_terms(terms: pb.PaymentTerms, gross: Money, lots: Mapping[str, Money]) -> list[Gate]:
    """What the terms say must be paid, while there is no payment plan that knows what was. `lots` are what lines and lots are owed."""
    rest = gross.minor - sum(_asked(each, gross.minor, gross, lots) for each in terms.terms if each.share_base != pb.SHARE_BASE_REMAINDER)
    return [
        Gate(name=each.name, open=Money(gross.currency, _asked(each, rest, gross, lots)), lot_code=each.lot_code)
        for each in terms.terms
        if each.gate == pb.PAYMENT_GATE_SHIPMENT
    ]


def _asked(term: pb.PaymentTerm, rest: int, gross: Money, lots: Mapping[str, Money]) -> int:
    if not term.share:
        return term.amount.minor
    base = gross.minor
    if term.share_base == pb.SHARE_BASE_REMAINDER:
        base = rest
    elif term.share_base == pb.SHARE_BASE_LOT and term.lot_code in lots:
        base = lots[term.lot_code].minor
    return int(Decimal(term.share) * base / _HUNDRED)
