"""The facts of contracts, as messages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from chassis.wire import money, text
from crm.pipeline.v1 import events_pb2 as pb
from crm.pipeline.v1 import pipeline_pb2
from pipeline.domain import terms
from pipeline.domain.milestone import Milestone

if TYPE_CHECKING:
    from pipeline.domain.contract import Contract


def effective(contract: Contract) -> pb.ContractEffective:
    """Everything that a payment plan needs."""
    return pb.ContractEffective(
        contract_id=str(contract.id),
        contract_number=contract.number,
        customer_order_number=contract.customer_order_number,
        legal_entity_id=text(contract.legal_entity_id),
        customer_id=str(contract.customer_id),
        account_id=str(contract.account_id),
        opportunity_id=text(contract.opportunity_id),
        currency=contract.currency,
        net=money(contract.net),
        tax=money(contract.tax),
        gross=money(contract.gross),
        effective_date=text(contract.effective_date),
        terms=contract.terms,
        milestones=[_milestone(contract, each) for each in contract.milestones],
        lots=[pb.ContractLot(code=code, gross=money(gross)) for code, gross in contract.lots.items()],
        owner_id=text(contract.owner_id),
        team_id=text(contract.team_id),
        shared_with=[str(person) for person in contract.shared_with],
        collector_ids=[str(person) for person in contract.collector_ids],
        business_unit=contract.business_unit,
        product_line=contract.product_line,
        region=contract.region,
        historical=contract.historical,
        frame=contract.frame,
    )


def _milestone(contract: Contract, milestone: Milestone) -> pipeline_pb2.Milestone:
    return pipeline_pb2.Milestone(
        id=str(milestone.id),
        contract_id=str(contract.id),
        kind=terms.kind_message(milestone.kind),
        code=milestone.code,
        name=milestone.name,
        planned_date=text(milestone.planned_date),
        expected_date=text(milestone.expected_date),
        actual_date=text(milestone.actual_date),
        source=_source(milestone),
        evidence_attachment_id=text(milestone.evidence_attachment_id),
        reached_by=text(milestone.reached_by),
        note=milestone.note,
    )


def _source(milestone: Milestone) -> pipeline_pb2.MilestoneSource.ValueType:
    if milestone.source is None:
        return pipeline_pb2.MILESTONE_SOURCE_UNSPECIFIED
    return pipeline_pb2.MilestoneSource.Value(f"MILESTONE_SOURCE_{milestone.source.upper()}")


def terminated(contract: Contract) -> pb.ContractTerminated:
    return pb.ContractTerminated(
        contract_id=str(contract.id),
        contract_number=contract.number,
        legal_entity_id=text(contract.legal_entity_id),
        customer_id=str(contract.customer_id),
        terminate_date=text(contract.terminate_date),
        reason=contract.terminate_reason,
        owner_id=text(contract.owner_id),
    )


def reached(contract: Contract, milestone: Milestone) -> pb.MilestoneReached:
    return pb.MilestoneReached(
        contract_id=str(contract.id),
        milestone_id=str(milestone.id),
        kind=terms.kind_message(milestone.kind),
        code=milestone.code,
        actual_date=text(milestone.actual_date),
        expected_date=text(milestone.expected_date),
        source=_source(milestone),
        evidence_attachment_id=text(milestone.evidence_attachment_id),
        reached_by=text(milestone.reached_by),
        owner_id=text(contract.owner_id),
    )


def rescheduled(contract: Contract, milestone: Milestone, before: date | None, reason: str) -> pb.MilestoneRescheduled:
    return pb.MilestoneRescheduled(
        contract_id=str(contract.id),
        milestone_id=str(milestone.id),
        kind=terms.kind_message(milestone.kind),
        code=milestone.code,
        old_expected_date=text(before),
        new_expected_date=text(milestone.expected_date),
        reason=reason,
        owner_id=text(contract.owner_id),
    )


def late(contract: Contract, milestone: Milestone, today: date) -> pb.MilestoneLate:
    return pb.MilestoneLate(
        contract_id=str(contract.id),
        milestone_id=str(milestone.id),
        kind=terms.kind_message(milestone.kind),
        code=milestone.code,
        expected_date=text(milestone.expected_date),
        days_late=milestone.days_late(today),
        owner_id=text(contract.owner_id),
        contract_number=contract.number,
        account_id=str(contract.account_id),
        opportunity_id=text(contract.opportunity_id),
        name=milestone.name,
    )


def expiring(contract: Contract, end_date: date, today: date) -> pb.ContractExpiring:
    return pb.ContractExpiring(
        contract_id=str(contract.id),
        number=contract.number,
        name=contract.name,
        account_id=str(contract.account_id),
        owner_id=text(contract.owner_id),
        end_date=text(end_date),
        days_left=(end_date - today).days,
        gross=money(contract.gross),
    )
