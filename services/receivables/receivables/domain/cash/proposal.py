"""What one receipt may pay, until somebody decides."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from chassis.aggregate import Aggregate
from chassis.errors import invalid, precondition
from chassis.money import MoneyOf
from receivables.domain.cash.candidates import Candidate
from receivables.domain.cash.incoming import Incoming
from receivables.domain.cash.states import ProposalState


@dataclass(eq=False, kw_only=True)
class CashProposal(Aggregate):
    """There is one per receipt. `rejected` holds the keys of candidates that are not proposed again."""

    receipt_id: UUID
    legal_entity_id: UUID
    currency: str
    amount_minor: int
    received_date: date
    payer_name: str = ""
    state: ProposalState = ProposalState.EMPTY
    candidates: list[Candidate] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)
    confidence: int = 0
    reject_reason: str = ""
    decided_by: UUID | None = None

    amount = MoneyOf()

    def propose(self, incoming: Incoming, found: Sequence[Candidate]) -> None:
        """As of now; what was rejected is to be left out already."""
        self.amount_minor = incoming.minor
        self._take(found)

    def accepted(self, by: UUID | None) -> None:
        """Without a person it was posted as the settings allow."""
        self.state, self.decided_by = ProposalState.ACCEPTED if by else ProposalState.POSTED, by

    def outdate(self) -> None:
        """The money was used otherwise."""
        self.state = ProposalState.OUTDATED

    def reject(self, place: int, *, everything: bool, reason: str, by: UUID | None) -> None:
        if not reason.strip():
            raise invalid("reason", "Say why it is rejected.", "REASON_MISSING")
        chosen = self._open() if everything else [self.candidate(place)]
        self.rejected = [*self.rejected, *(each.key for each in chosen)]
        self.reject_reason, self.decided_by = reason, by
        self._take([each for each in self.candidates if each not in chosen])

    def candidate(self, place: int) -> Candidate:
        """Raises CANDIDATE_UNKNOWN, and PROPOSAL_ENDED where nothing is open."""
        found = self._open()
        if not 0 <= place < len(found):
            raise invalid("candidate", f"There are {len(found)} candidates; name one of them, from 0.", "CANDIDATE_UNKNOWN")
        return found[place]

    def _open(self) -> list[Candidate]:
        if self.state is not ProposalState.OPEN:
            raise precondition("PROPOSAL_ENDED", f"This proposal is {self.state.value}; ask for another one.", state=self.state.value)
        return self.candidates

    def _take(self, found: Sequence[Candidate]) -> None:
        self.candidates, self.confidence = list(found), found[0].confidence if found else 0
        if found:
            self.state = ProposalState.OPEN
        else:
            self.state = ProposalState.REJECTED if self.rejected else ProposalState.EMPTY
