"""What an instalment knows of the invoices that are for it: how much each, and how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from receivables.domain.states import InvoiceProgress, InvoiceState


@dataclass(frozen=True, slots=True)
class InvoiceShare:
    """So much of an instalment is what this invoice is for, or will be once it is issued."""

    invoice_id: UUID
    minor: int
    state: InvoiceState


def replaced(shares: Sequence[InvoiceShare], share: InvoiceShare) -> list[InvoiceShare]:
    """With this share in the place of an earlier one of the same invoice; without it where nothing is left of it."""
    others = [each for each in shares if each.invoice_id != share.invoice_id]
    lives = share.minor > 0 and share.state not in (InvoiceState.REJECTED, InvoiceState.REVERSED)
    return [*others, share] if lives else others


def progress(shares: Sequence[InvoiceShare], needed: int) -> InvoiceProgress:
    """That of the invoice that is furthest behind, of those that an instalment of `needed` minor units needs."""
    if sum(share.minor for share in shares) < needed or not shares:
        return InvoiceProgress.NOT_REQUESTED
    return min((InvoiceProgress(share.state.value) for share in shares), key=lambda each: each.rank)
