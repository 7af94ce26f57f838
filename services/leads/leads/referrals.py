"""Leads that a customer has sent, with what the customer gets once they are sales."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.fields import choice
from chassis.listing import Listing
from chassis.money import Money
from chassis.reader import Reader
from chassis.service import query
from chassis.wire import money
from crm.common.v1 import types_pb2 as common
from crm.leads.v1 import leads_pb2 as pb
from leads import tables as t
from leads.domain.incentive import rewards
from leads.domain.lead_states import LeadOutcome

lead, source = t.lead.c, t.source.c

REWARDS = Listing(
    t.lead,
    {
        **{column.name: column for column in (lead.create_time, lead.close_time, lead.source_id, lead.owner_id, lead.account_id)},
        "outcome": choice(lead.outcome, LeadOutcome),
    },
    columns=(
        lead.id,
        lead.id.label("lead_id"),
        lead.number.label("lead_number"),
        lead.company_name,
        lead.source_id,
        lead.outcome,
        lead.create_time,
        lead.close_time,
        lead.won_amounts,
        lead.collected_amounts,
    ),
    # One customer sends few: the row policies alone choose among them, by the index of the referrer.
    scoped=False,
)


@query
async def list_referral_rewards(request: pb.ListReferralRewardsRequest, reader: Reader) -> pb.ListReferralRewardsResponse:
    page = await reader.page(REWARDS, request, pb.ListReferralRewardsResponse, referrer_account_id=UUID(request.account_id))
    incentives = await _incentives(reader, [row.source_id for row in page.rewards])
    for row in page.rewards:
        incentive = incentives.get(row.source_id)
        row.terms = (incentive or {}).get("terms", "")
        if row.outcome == pb.LEAD_OUTCOME_WON:
            due = rewards(incentive, _amounts(row.won_amounts), _amounts(row.collected_amounts))
            row.rewards.extend(money(each) for each in due)
    return page


async def _incentives(reader: Reader, ids: Iterable[str]) -> dict[str, Any]:
    """The incentives of sources."""
    mine = (source.tenant_id == reader.tenant_id, source.id.in_({UUID(id) for id in ids if id}))
    return {str(row.id): row.incentive for row in await reader.execute(select(source.id, source.incentive).where(*mine))}


def _amounts(stored: Iterable[common.Money]) -> list[Money]:
    return [Money(each.currency_code, each.minor) for each in stored]
