"""The facts that time and others cause in the life of an opportunity, as messages."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from chassis.wire import instant, money, text
from crm.pipeline.v1 import events_pb2 as pb

if TYPE_CHECKING:
    from pipeline.domain.opportunity import Opportunity
    from pipeline.domain.process import Stage


def refused(lead_id: UUID, opportunity_id: UUID, owner_id: UUID | None, *, reason: str, detail: str) -> pb.OpportunityRefused:
    return pb.OpportunityRefused(
        lead_id=str(lead_id), opportunity_id=str(opportunity_id), owner_id=text(owner_id), reason=reason, detail=detail
    )


def stalled(opportunity: Opportunity, stage: Stage, *, days: int, median_days: int) -> pb.OpportunityStalled:
    return pb.OpportunityStalled(
        opportunity_id=str(opportunity.id),
        number=opportunity.number,
        name=opportunity.name,
        account_id=text(opportunity.account_id),
        owner_id=text(opportunity.owner_id),
        stage=stage.key,
        stage_name=stage.name,
        stage_name_en=stage.name_en,
        days=days,
        median_days=median_days,
        expected_amount=money(opportunity.expected_amount),
    )


def silent(opportunity: Opportunity, *, months: int, last_time: datetime) -> pb.OpportunitySilent:
    return pb.OpportunitySilent(
        opportunity_id=str(opportunity.id),
        number=opportunity.number,
        name=opportunity.name,
        account_id=text(opportunity.account_id),
        owner_id=text(opportunity.owner_id),
        months=months,
        last_time=instant(last_time),
        expected_amount=money(opportunity.expected_amount),
    )


def neglected(opportunity: Opportunity, *, days: int, last_time: datetime) -> pb.OpportunityNeglected:
    return pb.OpportunityNeglected(
        opportunity_id=str(opportunity.id),
        number=opportunity.number,
        name=opportunity.name,
        account_id=text(opportunity.account_id),
        owner_id=text(opportunity.owner_id),
        days=days,
        last_time=instant(last_time),
        expected_amount=money(opportunity.expected_amount),
    )
