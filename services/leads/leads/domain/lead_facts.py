"""What is told of a lead: each fact, filled from the lead as it stands when it happens."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from chassis.wire import instant, money, text
from crm.leads.v1 import events_pb2 as pb

if TYPE_CHECKING:
    from chassis.reasons import Reason
    from leads.domain.conversion import Conversion
    from leads.domain.lead_fields import LeadFields

WITHOUT_FOLLOW_UP, WITHOUT_UPDATE = "without_follow_up", "without_update"


def captured(lead: LeadFields, source_name: str) -> pb.LeadCaptured:
    return pb.LeadCaptured(
        lead_id=str(lead.id),
        lead_name=lead.name,
        company_name=lead.company_name,
        source_id=text(lead.source_id),
        source_name=source_name,
        channel=lead.channel,
        campaign_id=text(lead.campaign_id),
        region=lead.region,
        industry=lead.industry,
        estimated_amount=money(lead.estimated_amount),
        owner_id=text(lead.owner_id),
    )


def assigned(lead: LeadFields, previous_owner_id: UUID | None, reason: Reason) -> pb.LeadAssigned:
    return pb.LeadAssigned(
        lead_id=str(lead.id),
        lead_name=lead.name,
        company_name=lead.company_name,
        owner_id=text(lead.owner_id),
        previous_owner_id=text(previous_owner_id),
        reason=reason.text,
        why=reason.message,
        first_follow_up_due_time=instant(lead.first_follow_up_due_time),
    )


def followed_up(lead: LeadFields, interaction_id: UUID | None, at: datetime, *, first: bool) -> pb.LeadFollowedUp:
    return pb.LeadFollowedUp(
        lead_id=str(lead.id),
        lead_name=lead.name,
        company_name=lead.company_name,
        owner_id=text(lead.owner_id),
        interaction_id=text(interaction_id),
        interaction_time=instant(at),
        first=first,
        response_minutes=lead.response_minutes or 0,
    )


def first_follow_up_missed(lead: LeadFields) -> pb.LeadFirstFollowUpMissed:
    return pb.LeadFirstFollowUpMissed(
        lead_id=str(lead.id),
        lead_name=lead.name,
        company_name=lead.company_name,
        owner_id=text(lead.owner_id),
        assigned_time=instant(lead.assign_time),
        due_time=instant(lead.first_follow_up_due_time),
    )


def neglected(lead: LeadFields, kind: str, since: datetime, days: int) -> pb.LeadNeglected:
    return pb.LeadNeglected(
        lead_id=str(lead.id),
        lead_name=lead.name,
        company_name=lead.company_name,
        owner_id=text(lead.owner_id),
        kind=kind,
        days=days,
        since_time=instant(since),
    )


def pooling_soon(lead: LeadFields, pool_date: date) -> pb.LeadPoolingSoon:
    return pb.LeadPoolingSoon(
        lead_id=str(lead.id), lead_name=lead.name, company_name=lead.company_name, owner_id=text(lead.owner_id), pool_date=text(pool_date)
    )


def pooled(lead: LeadFields, previous_owner_id: UUID | None, pool_name: str, reason: Reason) -> pb.LeadPooled:
    return pb.LeadPooled(
        lead_id=str(lead.id),
        lead_name=lead.name,
        company_name=lead.company_name,
        previous_owner_id=text(previous_owner_id),
        pool_id=text(lead.pool_id),
        pool_name=pool_name,
        reason=reason.text,
        why=reason.message,
    )


def claimed(lead: LeadFields, pool_id: UUID | None) -> pb.LeadClaimed:
    return pb.LeadClaimed(
        lead_id=str(lead.id),
        lead_name=lead.name,
        company_name=lead.company_name,
        owner_id=text(lead.owner_id),
        pool_id=text(pool_id),
        first_follow_up_due_time=instant(lead.first_follow_up_due_time),
    )


def returned(lead: LeadFields, previous_owner_id: UUID | None, reason: str) -> pb.LeadReturned:
    return pb.LeadReturned(
        lead_id=str(lead.id),
        lead_name=lead.name,
        company_name=lead.company_name,
        previous_owner_id=text(previous_owner_id),
        reason=reason,
        owner_id=text(lead.owner_id),
    )


def disqualified(lead: LeadFields, reason: str) -> pb.LeadDisqualified:
    return pb.LeadDisqualified(
        lead_id=str(lead.id), lead_name=lead.name, company_name=lead.company_name, owner_id=text(lead.owner_id), reason=reason
    )


def qualified(lead: LeadFields) -> pb.LeadQualified:
    return pb.LeadQualified(lead_id=str(lead.id), lead_name=lead.name, company_name=lead.company_name, owner_id=text(lead.owner_id))


def converted(lead: LeadFields, to: Conversion, source_name: str) -> pb.LeadConverted:
    return pb.LeadConverted(
        lead_id=str(lead.id),
        lead_number=lead.number,
        lead_name=lead.name,
        company_name=lead.company_name,
        owner_id=text(lead.owner_id),
        account_id=text(to.account_id),
        existing_account=to.existing_account,
        contact_id=text(to.contact_id),
        opportunity_id=text(to.opportunity_id),
        source_id=text(lead.source_id),
        source_name=source_name,
        channel=lead.channel,
        campaign_id=text(lead.campaign_id),
        first_touch_time=instant(lead.first_touch_time),
        credit_code=lead.credit_code,
        industry=lead.industry,
        region=lead.region,
        title=lead.title,
        tags=lead.tags,
        need=lead.need,
        opportunity_name=to.opportunity_name,
        estimated_amount=money(to.expected_amount),
        expected_close_date=text(to.expected_close_date),
        product_line=to.product_line,
        sealed_person=to.sealed_person,
    )
