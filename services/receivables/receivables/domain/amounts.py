"""How the total of a contract falls apart into instalments, to the cent."""

from collections.abc import Sequence
from decimal import Decimal

from chassis.errors import DomainError, invalid, precondition
from chassis.money import Money, digits
from receivables.domain.terms import Lots, ShareBase, Term


def instalment_amounts(terms: Sequence[Term], total: Money, lots: Lots | None = None) -> list[Money]:
    """One amount per term, together exactly `total`.

    Typed amounts stay as they are. Computed ones are rounded down to the minor unit; the last computed one takes the rest, which
    is less than one minor unit per term, or the terms do not fit the contract and are refused (TERMS_DO_NOT_SUM).
    """
    if not terms:
        raise invalid("terms", "A plan needs at least one instalment.", "TERMS_EMPTY")
    exact = _exact_shares(terms, total, lots or {})
    computed = [index for index, term in enumerate(terms) if term.amount is None]
    off = sum(exact, Decimal(0)) - total.minor
    if abs(off) >= len(terms) or (off and not computed):
        raise _does_not_sum(total, off)
    minor = [int(share) for share in exact]
    if computed:
        minor[computed[-1]] += total.minor - sum(minor)
    for term, value in zip(terms, minor, strict=True):
        if value <= 0:
            raise precondition("INSTALMENT_WITHOUT_MONEY", f"Nothing would be left for '{term.name}'.", name=term.name)
    return [Money(total.currency, value) for value in minor]


def _exact_shares(terms: Sequence[Term], total: Money, lots: Lots) -> list[Decimal]:
    """In minor units, not rounded."""
    remainder = total
    for term in terms:
        remainder -= term.amount or Money.zero(total.currency)
    return [_exact_share(term, total, remainder, lots) for term in terms]


def _exact_share(term: Term, total: Money, remainder: Money, lots: Lots) -> Decimal:
    if term.amount is not None:
        return Decimal(term.amount.minor)
    match term.share_base:
        case ShareBase.LOT:
            base = _lot(term, total, lots)
        case ShareBase.REMAINDER:
            base = remainder
        case _:
            base = total
    return base.minor * (term.share or Decimal(0)) / 100


def _lot(term: Term, total: Money, lots: Lots) -> Money:
    if term.lot_code not in lots:
        raise precondition("LOT_UNKNOWN", f"The contract has no line or lot '{term.lot_code}'.", lot_code=term.lot_code, name=term.name)
    return Money.zero(total.currency) + lots[term.lot_code]


def _does_not_sum(total: Money, off: Decimal) -> DomainError:
    unit = Decimal(1).scaleb(-digits(total.currency))
    difference = off * unit
    much = f"{abs(difference).normalize():f} {total.currency} too {'much' if off > 0 else 'little'}"
    return precondition(
        "TERMS_DO_NOT_SUM",
        f"The instalments must make up the contract's {total} exactly; they come to {much}.",
        total=str(total),
        difference=f"{difference.normalize():f}",
    )
