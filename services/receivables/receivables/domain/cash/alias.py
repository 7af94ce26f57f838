"""Who pays for a customer, as two persons of ours say."""

from dataclasses import dataclass, field
from uuid import UUID

from chassis.aggregate import Aggregate
from chassis.errors import invalid, precondition
from receivables.domain.cash import facts
from receivables.domain.cash.payers import account_key, name_key
from receivables.domain.cash.states import AliasState


@dataclass(eq=False, kw_only=True)
class PayerAlias(Aggregate):
    """`name_key` and `account_key` are what money is compared with."""

    customer_id: UUID
    payer_name: str = ""
    payer_account: str = ""
    name_key: str = ""
    account_key: str = ""
    evidence: str = ""
    evidence_attachment_ids: list[UUID] = field(default_factory=list)
    state: AliasState = AliasState.ASKED
    asked_by: UUID | None = None
    confirmed_by: UUID | None = None

    def ask(self, by: UUID | None) -> None:
        """Raises PAYER_MISSING for nobody."""
        self.name_key, self.account_key = name_key(self.payer_name), account_key(self.payer_account)
        if not self.name_key and not self.account_key:
            raise invalid("payer_alias.payer_account", "Say who pays: an account, a name, or both.", "PAYER_MISSING")
        self.asked_by = by
        self.record(facts.asked(self))

    def confirm(self, by: UUID | None) -> None:
        if self.state is not AliasState.ASKED:
            raise precondition("ALIAS_DECIDED", f"This alias is {self.state.value} already.", state=self.state.value)
        self.state, self.confirmed_by = AliasState.CONFIRMED, by
        self.record(facts.confirmed(self))

    def end(self, by: UUID | None) -> None:
        """What has ended stays so."""
        if self.state is not AliasState.ENDED:
            self.state = AliasState.ENDED
            self.record(facts.ended(self, by))
