"""What an amount fits among what one customer owes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from receivables.domain.cash.incoming import Owed
from receivables.domain.cash.reasons import Reason
from receivables.domain.cash.subset_sums import subset_sums
from receivables.domain.terms import Layer

# A difference up to this is a fee of a bank or a slip of the hand: fifty of most currencies, and no more than one in a hundred.
MOST_DIFFERENCE, OF_AMOUNT = 5_000, 100
# So many ways of one kind are told.
MOST_WAYS = 3


@dataclass(frozen=True, slots=True)
class Way:
    """Which instalments are paid, by how much, and how well that fits. `alone`: certainly no other way fits as well."""

    lines: tuple[tuple[Owed, int], ...]
    reason: Reason
    alone: bool


def ways(minor: int, owed: Sequence[Owed]) -> list[Way]:
    """The best first: one instalment, several, nearly one, then what is due first. `owed` is in the order in which it is due."""
    exact = list(_exact(minor, owed))
    if exact:
        return exact
    # Retention is paid only where it alone is meant.
    usual = [each for each in owed if each.layer is not Layer.RETENTION]
    return list(_near(minor, owed)) or list(_in_order(minor, usual))


def _exact(minor: int, owed: Sequence[Owed]) -> Iterator[Way]:
    single = [each for each in owed if each.minor == minor]
    usual = [each for each in owed if each.layer is not Layer.RETENTION and each.minor < minor]
    sums = subset_sums([each.minor for each in usual], minor, most=MOST_WAYS)
    alone = len(single) + len(sums.found) == 1 and sums.complete
    for each in single[:MOST_WAYS]:
        yield Way(((each, minor),), Reason.AMOUNT_EXACT, alone)
    for places in sums.found:
        chosen = [usual[place] for place in places]
        everything = len(chosen) == len([each for each in owed if each.layer is not Layer.RETENTION])
        yield Way(tuple((each, each.minor) for each in chosen), Reason.AMOUNT_ALL if everything else Reason.AMOUNT_SUM, alone)


def _near(minor: int, owed: Sequence[Owed]) -> Iterator[Way]:
    most = min(MOST_DIFFERENCE, minor // OF_AMOUNT)
    near = sorted((each for each in owed if abs(each.minor - minor) <= most), key=lambda each: abs(each.minor - minor))
    for each in near[:MOST_WAYS]:
        yield Way(((each, min(minor, each.minor)),), Reason.AMOUNT_NEAR, len(near) == 1)


def _in_order(minor: int, owed: Sequence[Owed]) -> Iterator[Way]:
    """What is due first is paid first; the last of it in part, or something is left."""
    lines, left = [], minor
    for each in owed:
        if left and each.minor:
            lines.append((each, min(left, each.minor)))
            left -= lines[-1][1]
    if lines:
        yield Way(tuple(lines), Reason.AMOUNT_MORE if left else Reason.AMOUNT_PART, alone=False)
