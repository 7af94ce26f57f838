"""How a plan comes from a contract that took effect, or an order that was released."""

from uuid import UUID

from chassis.calendar import Calendar
from chassis.errors import DomainError
from receivables.domain.contract import SignedContract
from receivables.domain.dunning import DunningPolicy
from receivables.domain.journal import Journal
from receivables.domain.plan import PaymentPlan
from receivables.domain.templates import terms_of


def plan_of(
    contract: SignedContract,
    *,
    id: UUID,
    calendar: Calendar,
    journal: Journal,
    dunning: DunningPolicy | None = None,
    payment_day: int = 0,
) -> PaymentPlan:
    """The plan that the contract's terms say. Where they say none it is refused, and waits for somebody to revise it."""
    plan = PaymentPlan(
        id=id,
        tenant_id=journal.tenant_id,
        create_time=journal.now,
        update_time=journal.now,
        contract_id=contract.contract_id,
        contract_number=contract.contract_number,
        customer_order_number=contract.customer_order_number,
        customer_id=contract.customer_id,
        legal_entity_id=contract.legal_entity_id,
        currency=contract.gross.currency,
        total_minor=contract.gross.minor,
        effective_date=contract.effective_date,
        basis=contract.basis,
        lots={code: gross.minor for code, gross in contract.lots.items()},
        dunning=dunning or DunningPolicy(),
        payment_day=payment_day,
    )
    plan.belong(contract.belonging)
    plan.collect_by(contract.collector_ids)
    for key, known in contract.milestones.items():
        milestone = plan.milestone(key, journal)
        milestone.name, milestone.planned_date, milestone.told_version = known.name, known.dates.planned_date, contract.version
        milestone.expected_date, milestone.actual_date = known.dates.expected_date, known.dates.actual_date
    try:
        plan.begin(terms_of(contract.terms), calendar=calendar, journal=journal)
    except DomainError as refusal:
        plan.refuse(refusal)
    return plan
