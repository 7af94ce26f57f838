"""The facts about service charges."""

from typing import TYPE_CHECKING

from chassis.wire import money, text
from crm.receivables.v1 import events_pb2 as events
from crm.receivables.v1 import service_charges_pb2 as pb

if TYPE_CHECKING:
    from receivables.domain.service_charge.charge import ServiceCharge


def figures(charge: "ServiceCharge") -> events.ServiceChargeFigures:
    return events.ServiceChargeFigures(
        service_charge_id=str(charge.id),
        service_charge_number=charge.number,
        customer_id=str(charge.customer_id),
        legal_entity_id=str(charge.legal_entity_id),
        owner_id=text(charge.owner_id),
        team_id=text(charge.team_id),
        state=pb.ServiceChargeState.Value(f"SERVICE_CHARGE_STATE_{charge.state.name}"),
        amount=money(charge.gross),
        visit_date=str(charge.visit_date),
        due_date=text(charge.due_date),
        work_done=charge.work_done,
        asked_by=text(charge.asked_by),
        decided_by=text(charge.decided_by),
        reason=charge.reason,
        business_unit=charge.business_unit,
        product_line=charge.product_line,
        region=charge.region,
    )


def submitted(charge: "ServiceCharge") -> events.ServiceChargeSubmitted:
    return events.ServiceChargeSubmitted(service_charge=figures(charge))


def approved(charge: "ServiceCharge") -> events.ServiceChargeApproved:
    return events.ServiceChargeApproved(service_charge=figures(charge))


def returned(charge: "ServiceCharge") -> events.ServiceChargeReturned:
    return events.ServiceChargeReturned(service_charge=figures(charge))


def cancelled(charge: "ServiceCharge") -> events.ServiceChargeCancelled:
    return events.ServiceChargeCancelled(service_charge=figures(charge))
