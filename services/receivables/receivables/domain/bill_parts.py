"""What a bill consists of besides itself: what was done with it, and what somebody asks to do."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from chassis.aggregate import Part
from chassis.errors import invalid
from chassis.money import Money
from receivables.domain.states import BillAct, BillState


@dataclass(eq=False, kw_only=True)
class BillStep(Part):
    """Only added. `recourse`, `counterparty` and what else it set stand in the bill."""

    bill_id: UUID
    position: int
    act: BillAct
    state: BillState
    step_date: date
    person_id: UUID | None
    create_time: datetime
    note: str = ""
    evidence_attachment_ids: list[UUID] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class BillRequest:
    """To endorse it to a supplier, to pledge it, or to have a bank discount it."""

    act: BillAct
    counterparty: str
    currency: str
    act_date: date | None = None
    bank_account_id: UUID | None = None
    interest_minor: int = 0
    with_recourse: bool = False
    note: str = ""
    evidence_attachment_ids: list[UUID] = field(default_factory=list)

    @property
    def interest(self) -> Money:
        return Money(self.currency, self.interest_minor)

    def check(self, face: Money) -> None:
        """Raises DomainError for what cannot be asked, and for interest that is not between nothing and the face value."""
        if self.act not in (BillAct.ENDORSED, BillAct.PLEDGED, BillAct.DISCOUNTED):
            raise invalid("asked.act", "Ask to endorse it, to pledge it, or to have it discounted.", "BILL_ACT_INVALID")
        if not self.counterparty.strip():
            raise invalid("asked.counterparty", "Say to whom: the supplier, the pledgee or the bank.", "COUNTERPARTY_MISSING")
        if self.act is BillAct.DISCOUNTED and self.bank_account_id is None:
            raise invalid("asked.bank_account_id", "Say which account of ours the money comes to.", "BANK_ACCOUNT_MISSING")
        if not 0 <= self.interest_minor < face.minor or (self.interest_minor and self.act is not BillAct.DISCOUNTED):
            raise invalid("asked.interest", f"A bank keeps less than {face}, and nobody else keeps any.", "INTEREST_INVALID")
