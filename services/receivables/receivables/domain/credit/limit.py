"""An amount that decides how much a customer may take: asked for by one person, approved by others."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.aggregate import Record
from chassis.errors import forbidden, invalid, precondition
from chassis.money import Money, MoneyOf, positive
from chassis.search import search_text
from receivables.domain.credit import facts
from receivables.domain.credit.states import CreditKind, CreditState


@dataclass(eq=False, kw_only=True)
class CreditLimit(Record):
    """Of one customer, legal entity (None: all of ours) and currency one limit holds at a time; releases and collateral add up.

    That the persons differ is checked where they come in, by the pipeline.
    """

    kind: CreditKind
    state: CreditState = CreditState.REQUESTED
    customer_id: UUID
    legal_entity_id: UUID | None = None
    contract_id: UUID | None = None
    contract_number: str = ""
    currency: str
    amount_minor: int
    valid_until_date: date | None = None
    reason: str
    evidence_attachment_ids: list[UUID] = field(default_factory=list)
    needs_confirmation: bool = False
    requested_by: UUID | None = None
    approved_by: UUID | None = None
    approve_time: datetime | None = None
    confirmed_by: UUID | None = None
    confirm_time: datetime | None = None
    ended_by: UUID | None = None
    end_reason: str = ""
    end_time: datetime | None = None
    external_refs: list[dict[str, Any]] = field(default_factory=list)
    search_text: str = ""

    amount = MoneyOf()

    def request(self, confirmations: Iterable[Money], by: UUID | None, today: date) -> None:
        """Asks for it; beyond `confirmations`, one amount per currency, an executive has a say too. Raises DomainError for an amount
        that is none, a day that is past, and where a release does not say until when, or another one names a contract."""
        if self.kind is not CreditKind.LIMIT or self.amount_minor:
            # A limit of nothing says that the customer buys for money in advance.
            positive("credit_limit.amount", self.amount)
        if not self.reason.strip():
            raise invalid("credit_limit.reason", "Say why.", "REASON_MISSING")
        if self.kind is CreditKind.RELEASE and self.valid_until_date is None:
            raise invalid("credit_limit.valid_until_date", "Say up to which day it is released.", "RELEASE_WITHOUT_END")
        if self.valid_until_date is not None and self.valid_until_date < today:
            raise invalid("credit_limit.valid_until_date", f"{self.valid_until_date} is past.", "DAY_PAST")
        if self.contract_id is not None and self.kind is not CreditKind.RELEASE:
            raise invalid("credit_limit.contract_id", "Only a release is for one contract.", "CONTRACT_NOT_RELEASED")
        self.requested_by = by
        self.needs_confirmation = not any(limit.currency == self.currency and self.amount <= limit for limit in confirmations)
        self.record(facts.requested(self))

    def approve(self, by: UUID | None, at: datetime, today: date) -> None:
        """For finance. Raises DomainError for one that is decided, and for one whose last day is past by now."""
        self._check_requested()
        if self.approve_time is not None:
            raise precondition("APPROVED_ALREADY", "Finance approved it already; an executive is to confirm it.")
        self._check_day(today)
        self.approved_by, self.approve_time = by, at
        if not self.needs_confirmation:
            self.state = CreditState.APPROVED
        self.record(facts.approved(self))

    def confirm(self, by: UUID | None, at: datetime, today: date) -> None:
        """By an executive, after finance."""
        self._check_requested()
        if self.approve_time is None:
            raise precondition("NOT_APPROVED", "Finance has not approved it yet.")
        self._check_day(today)
        self.confirmed_by, self.confirm_time, self.state = by, at, CreditState.APPROVED
        self.record(facts.approved(self))

    def reject(self, reason: str, by: UUID | None, at: datetime) -> None:
        if not reason.strip():
            raise invalid("reason", "Say why it is turned down.", "REASON_MISSING")
        self._check_requested()
        self._end(CreditState.REJECTED, reason, by, at)

    def withdraw(self, by: UUID | None, at: datetime) -> None:
        """Raises CREDIT_NOT_YOURS for another person than the one who asked."""
        if by is not None and by != self.requested_by:
            raise forbidden("CREDIT_NOT_YOURS", "Somebody else asked for this; reject it where it should not be.", field="requested_by")
        self._check_requested()
        self._end(CreditState.WITHDRAWN, "", by, at)

    def end(self, reason: str, by: UUID | None, at: datetime) -> None:
        """Takes away what holds."""
        if not reason.strip():
            raise invalid("reason", "Say why it ends.", "REASON_MISSING")
        if self.state is not CreditState.APPROVED:
            raise self._decided()
        self._end(CreditState.ENDED, reason, by, at)

    def give_way(self, at: datetime) -> None:
        """Another one takes its place."""
        self.state, self.end_time = CreditState.SUPERSEDED, at

    def _end(self, state: CreditState, reason: str, by: UUID | None, at: datetime) -> None:
        self.state, self.end_reason, self.ended_by, self.end_time = state, reason, by, at
        self.record(facts.ended(self))

    def holds(self, on: date) -> bool:
        return self.state is CreditState.APPROVED and not self.is_past(on)

    def is_past(self, on: date) -> bool:
        """Its last day is."""
        return self.valid_until_date is not None and self.valid_until_date < on

    def searchable(self) -> str:
        return search_text(self.number, self.contract_number)

    def _check_requested(self) -> None:
        if self.state is not CreditState.REQUESTED:
            raise self._decided()

    def _check_day(self, today: date) -> None:
        if self.is_past(today):
            raise precondition("CREDIT_PAST", f"It was to hold up to {self.valid_until_date}, which is past.")

    def _decided(self) -> Exception:
        return precondition("CREDIT_DECIDED", f"This is {self.state.value} already.", state=self.state.value)
