"""What is known of money that came, and of what is owed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from receivables.domain.terms import Layer


@dataclass(frozen=True, slots=True)
class Incoming:
    """What of a receipt is not applied. Without a customer nobody knows whose it is."""

    receipt_id: UUID
    legal_entity_id: UUID
    currency: str
    minor: int
    day: date
    payer_name: str = ""
    payer_account: str = ""
    memo: str = ""
    customer_id: UUID | None = None
    contract_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """What of an instalment can be paid: open and not disputed."""

    instalment_id: UUID
    contract_id: UUID
    customer_id: UUID
    legal_entity_id: UUID
    currency: str
    minor: int
    due_date: date
    contract_number: str = ""
    order_number: str = ""
    layer: Layer = Layer.NORMAL

    def fits(self, incoming: Incoming) -> bool:
        """Money is never applied across legal entities or currencies."""
        return (self.legal_entity_id, self.currency) == (incoming.legal_entity_id, incoming.currency)
