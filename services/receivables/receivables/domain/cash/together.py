"""Several receipts of one payer that together are one instalment (多笔合付)."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from uuid import UUID

from receivables.domain.cash.candidates import Candidate, CandidateLine
from receivables.domain.cash.incoming import Incoming, Owed
from receivables.domain.cash.payers import account_key, name_key
from receivables.domain.cash.reasons import Reason, confidence
from receivables.domain.cash.subset_sums import subset_sums


def together(
    incomings: Sequence[Incoming], paid_by: Mapping[UUID, Mapping[UUID, Reason]], owed: Mapping[UUID, Sequence[Owed]]
) -> dict[UUID, Candidate]:
    """By receipt. `paid_by` is by receipt, `owed` by customer; what an amount fits by itself is to be left out."""
    found: dict[UUID, Candidate] = {}
    for _, group in groupby(sorted(incomings, key=_payer), key=_payer):
        parts = [each for each in group if _payer(each)]
        if len(parts) > 1:
            _of_payer(parts, paid_by, owed, found)
    return found


def _payer(incoming: Incoming) -> str:
    who = account_key(incoming.payer_account) or name_key(incoming.payer_name)
    return f"{incoming.legal_entity_id}/{incoming.currency}/{who}" if who else ""


def _of_payer(
    parts: Sequence[Incoming],
    paid_by: Mapping[UUID, Mapping[UUID, Reason]],
    owed: Mapping[UUID, Sequence[Owed]],
    found: dict[UUID, Candidate],
) -> None:
    for customer_id, payer in paid_by.get(parts[0].receipt_id, {}).items():
        for each in owed.get(customer_id, ()):
            free = [part for part in parts if part.receipt_id not in found and each.fits(part)]
            sums = subset_sums([part.minor for part in free], each.minor, most=1)
            for place in sums.found[0] if sums.found else ():
                part, reasons = free[place], (payer, Reason.AMOUNT_TOGETHER)
                line = CandidateLine(each.instalment_id, each.currency, part.minor)
                found[part.receipt_id] = Candidate(customer_id, (line,), confidence(frozenset(reasons)), reasons)
