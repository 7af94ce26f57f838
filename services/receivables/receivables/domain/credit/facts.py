"""The facts about credit."""

from typing import TYPE_CHECKING

from chassis.money import Money
from chassis.wire import money, text
from crm.receivables.v1 import credit_pb2 as pb
from crm.receivables.v1 import events_pb2 as facts
from receivables.domain.credit.states import CreditState

if TYPE_CHECKING:
    from receivables.domain.credit.limit import CreditLimit
    from receivables.domain.credit.verdict import Verdict
    from receivables.domain.credit.waiting import WaitingOrder


def figures(limit: "CreditLimit") -> facts.CreditFigures:
    return facts.CreditFigures(
        credit_limit_id=str(limit.id),
        number=limit.number,
        kind=pb.CreditKind.Value(f"CREDIT_KIND_{limit.kind.name}"),
        state=pb.CreditState.Value(f"CREDIT_STATE_{limit.state.name}"),
        customer_id=str(limit.customer_id),
        legal_entity_id=text(limit.legal_entity_id),
        contract_id=text(limit.contract_id),
        contract_number=limit.contract_number,
        amount=money(limit.amount),
        valid_until_date=text(limit.valid_until_date),
        reason=limit.reason,
        requested_by=text(limit.requested_by),
        owner_id=text(limit.owner_id),
        team_id=text(limit.team_id),
    )


def requested(limit: "CreditLimit") -> facts.CreditRequested:
    return facts.CreditRequested(credit=figures(limit))


def approved(limit: "CreditLimit") -> facts.CreditApproved:
    return facts.CreditApproved(
        credit=figures(limit),
        approved_by=text(limit.approved_by),
        awaits_confirmation=limit.state is CreditState.REQUESTED,
    )


def ended(limit: "CreditLimit") -> facts.CreditEnded:
    return facts.CreditEnded(credit=figures(limit), reason=limit.end_reason, ended_by=text(limit.ended_by))


def exceeded(limit: "CreditLimit", exposure: Money, excess: Money) -> facts.CreditLimitExceeded:
    return facts.CreditLimitExceeded(credit=figures(limit), exposure=money(exposure), excess=money(excess))


def order_checked(order: "WaitingOrder", said: "Verdict") -> facts.OrderCreditChecked:
    return facts.OrderCreditChecked(
        sales_order_id=str(order.sales_order_id),
        number=order.number,
        customer_id=str(order.customer_id),
        decision=pb.CreditDecision.Value(f"CREDIT_DECISION_{said.decision.name}"),
        reasons=[message for reason in said.reasons if (message := reason.message)],
        available=money(said.available),
    )
