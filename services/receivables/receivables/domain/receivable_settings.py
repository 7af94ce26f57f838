"""What an administrator may change about reminders and promises."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from chassis.aggregate import Aggregate
from chassis.bounds import within
from chassis.errors import invalid
from chassis.money import Money
from receivables.domain.adjusting.limits import AdjustmentLimits
from receivables.domain.cash.states import CashMode
from receivables.domain.dunning import DunningPolicy
from receivables.domain.late_interest import LateInterestClause
from receivables.domain.provision import ProvisionRate, checked
from receivables.domain.states import CollectedWhen, Tender

# The longest times that mean anything, and how many of them.
_MOST_DAYS, _MOST_LEVELS = 365, 20


@dataclass(frozen=True, slots=True)
class TenderPolicy:
    tender: Tender
    collected_when: CollectedWhen


# A bank answers for its bill; of others one knows when they are paid.
SHIPPED_POLICIES = (
    TenderPolicy(Tender.BANK_BILL, CollectedWhen.RECEIVED),
    TenderPolicy(Tender.COMMERCIAL_BILL, CollectedWhen.PAID),
    TenderPolicy(Tender.DIGITAL_CLAIM, CollectedWhen.PAID),
)

# Of a currency that is not named an executive confirms every limit: there are no exchange rates here.
SHIPPED_CONFIRMATIONS = (Money("CNY", 1_000_000_00), Money("USD", 140_000_00), Money("EUR", 130_000_00), Money("HKD", 1_100_000_00))


@dataclass(eq=False, kw_only=True)
class ReceivableSettings(Aggregate):
    """One per tenant. A change holds for what starts after it: a plan keeps its policy, a promise the day on which it is broken."""

    dunning: DunningPolicy = field(default_factory=DunningPolicy)
    # Days after the promised one that still count as kept.
    promise_tolerance_days: int = 0
    # How often promises may pause the reminders of one instalment.
    promise_pauses: int = 2
    # On the collection path a claim waits for its invoice, also where nobody has asked for one.
    waits_for_invoices: bool = False
    # How far money of bank statements is applied by itself, and from which confidence on it is posted where it is.
    cash_mode: CashMode = CashMode.PROPOSE
    cash_confidence: int = 95
    # Who else must approve rounding differences, bank fees and write-offs, by amount.
    adjustment_limits: AdjustmentLimits = field(default_factory=AdjustmentLimits)
    # How long a customer's link to a statement of account opens, and after how long without an answer somebody is told.
    statement_link_days: int = 30
    statement_answer_days: int = 10
    # Beyond so much per currency an executive confirms what customers may owe, and from which share of it on it counts as nearly used up.
    credit_confirmations: list[Money] = field(default_factory=lambda: list(SHIPPED_CONFIRMATIONS))
    credit_near_percent: int = 90
    # 违约金条款 of contracts that say nothing of it; None where such contracts bear none.
    late_interest: LateInterestClause | None = None
    # 坏账准备: what is set aside by how long it is overdue; nothing without lines.
    provision_rates: list[ProvisionRate] = field(default_factory=list)
    # From when on what a tender pays counts as collected; what is not named counts when it is received.
    tender_policies: list[TenderPolicy] = field(default_factory=lambda: list(SHIPPED_POLICIES))

    def counts(self, tender: Tender) -> CollectedWhen:
        return next((each.collected_when for each in self.tender_policies if each.tender is tender), CollectedWhen.RECEIVED)

    def say_policies(self, policies: Sequence[Mapping[str, str]]) -> None:
        """Holds for what comes from now on. Raises TENDER_POLICY_INVALID where a tender is named twice, or waits that is no bill."""
        said = [TenderPolicy(Tender(each["tender"]), CollectedWhen(each["collected_when"])) for each in policies]
        if len({each.tender for each in said}) < len(said):
            raise invalid(_path("tender_policies"), "Name each tender once.", "TENDER_POLICY_INVALID")
        if any(each.collected_when is CollectedWhen.PAID and not each.tender.is_bill for each in said):
            raise invalid(_path("tender_policies"), "Only bills are paid later than they are received.", "TENDER_POLICY_INVALID")
        self.tender_policies = said

    def say_rates(self, rates: Sequence[Mapping[str, Any]]) -> None:
        """Holds for what is prepared from now on. Raises MATRIX_INVALID and PERCENTAGE_INVALID."""
        said = [ProvisionRate(each["from_days"], each["rate"]) for each in rates]
        self.provision_rates = checked(said, _path("provision_rates"))

    def revise(self, *, dunning: dict[str, Any], cash_mode: str = "", cash_confidence: int | None = None, **changes: Any) -> None:
        """Takes new values; those of the policy that are not given stay. Raises OUT_OF_RANGE and what `_checked` says."""
        self.waits_for_invoices = bool(changes.pop("waits_for_invoices", self.waits_for_invoices))
        if cash_mode:
            self.cash_mode = CashMode(cash_mode)
        if cash_confidence is not None:
            within(_path("cash_confidence"), cash_confidence, 1, 100)
            self.cash_confidence = cash_confidence
        if limits := changes.pop("adjustment_limits", None):
            self.adjustment_limits = self.adjustment_limits.with_changes(limits).checked(_path("adjustment_limits"))
        if (confirmations := changes.pop("credit_confirmations", None)) is not None:
            self.credit_confirmations = _confirmations(confirmations)
        if (near := changes.pop("credit_near_percent", None)) is not None:
            within(_path("credit_near_percent"), near, 1, 100)
            self.credit_near_percent = near
        for name, value in changes.items():
            within(_path(name), value, 1 if name.startswith("statement_") else 0, _MOST_DAYS)
            setattr(self, name, value)
        present = {each.name: getattr(self.dunning, each.name) for each in fields(DunningPolicy)}
        given = {name: tuple(value) if isinstance(value, list) else value for name, value in dunning.items()}
        self.dunning = _checked(DunningPolicy(**(present | given)))


def _confirmations(amounts: Sequence[Money]) -> list[Money]:
    if len({amount.currency for amount in amounts}) < len(amounts):
        raise invalid(_path("credit_confirmations"), "Name each currency once.", "NAMED_TWICE")
    if any(amount.minor < 0 for amount in amounts):
        raise invalid(_path("credit_confirmations"), "A limit is not negative.", "AMOUNT_NEGATIVE")
    return list(amounts)


def _checked(policy: DunningPolicy) -> DunningPolicy:
    """Raises DomainError for days that no calendar needs, and where a day or a currency is named twice."""
    for name in ("payment_day_days", "grace_days", "due_soon_days"):
        within(_path(f"dunning.{name}"), getattr(policy, name), 0, _MOST_DAYS)
    for days in policy.preparation_days:
        within(_path("dunning.preparation_days"), days, 1, _MOST_DAYS)
    for level in policy.reminder_levels:
        within(_path("dunning.reminder_levels"), level, -_MOST_DAYS, _MOST_DAYS)
    currencies = [minimum.currency for minimum in policy.preparation_minimums]
    for name, named in (
        ("preparation_days", policy.preparation_days),
        ("reminder_levels", policy.reminder_levels),
        ("preparation_minimums", currencies),
    ):
        if len(set(named)) < len(named) or len(named) > _MOST_LEVELS:
            raise invalid(_path(f"dunning.{name}"), f"Name each once, and {_MOST_LEVELS} at most.", "NAMED_TWICE")
    if any(minimum.minor < 0 for minimum in policy.preparation_minimums):
        raise invalid(_path("dunning.preparation_minimums"), "A minimum is not negative.", "AMOUNT_NEGATIVE")
    return policy


def _path(name: str) -> str:
    return f"receivable_settings.{name}"
