"""What needs nobody to look at it."""

from collections.abc import Sequence

from receivables.domain.cash.candidates import Candidate
from receivables.domain.cash.reasons import Reason

_AGAINST = (Reason.SEVERAL_FIT, Reason.RETENTION, Reason.PAYER_ANOTHER, Reason.REFERENCE_ANOTHER)


def to_post(found: Sequence[Candidate], limit: int) -> Candidate | None:
    """The one candidate that may be posted: the exact amount, from an account that two persons have confirmed, nothing against it, and no
    other that anything besides the amount speaks for."""
    evident = [each for each in found if each.is_evident]
    if len(evident) != 1:
        return None
    (best,) = evident
    sure = best.is_exact and Reason.PAYER_ACCOUNT_KNOWN in best.reasons and not any(each in best.reasons for each in _AGAINST)
    return best if sure and best.confidence >= limit else None
