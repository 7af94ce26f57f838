"""What customers get for having sent others, by the incentive of the source."""

from typing import Any

import pytest

from chassis.errors import DomainError
from chassis.ids import derived_id, new_id
from chassis.principal import Principal
from chassis.runtime import Runtime
from crm.common.v1 import types_pb2 as common
from crm.leads.v1 import leads_pb2 as pb
from tests.support.running import ask

ALL = ("lead.read", "lead.import", "source.read", "source.update")
pytestmark = pytest.mark.capability("L-43")


def yuan(amount: int) -> common.Money:
    return common.Money(currency_code="CNY", minor=amount * 100)


async def promise(runtime: Runtime, who: Principal, **incentive: Any) -> pb.Source:
    id = str(derived_id(who.tenant_id, "source", "referral"))
    change = pb.UpdateSourceRequest(source_id=id, source=pb.Source(incentive=pb.Incentive(**incentive)))
    change.update_mask.paths.append("incentive")
    reply: pb.Source = await ask(runtime, who, "UpdateSource", change)
    return reply


async def won_lead(runtime: Runtime, who: Principal, sender: str, *, won: int, collected: int, source: str = "referral") -> None:
    lead = pb.Lead(
        name="李明",
        company_name="杭州为民",
        source_id=str(derived_id(who.tenant_id, "source", source)),
        origin=pb.LeadOrigin(referrer_account_id=sender),
    )
    history = pb.LeadHistory(
        state=pb.LEAD_STATE_CONVERTED,
        account_id=str(new_id()),
        opportunity_id=str(new_id()),
        outcome=pb.LEAD_OUTCOME_WON,
        won_amounts=[yuan(won)],
        collected_amounts=[yuan(collected)],
    )
    batch = pb.BatchCreateLeadsRequest(requests=[pb.CreateLeadRequest(lead=lead, history=history)], historical=True)
    (verdict,) = (await ask(runtime, who, "BatchCreateLeads", batch)).verdicts
    assert verdict.id, verdict


async def rewards(runtime: Runtime, who: Principal, sender: str) -> list[pb.ReferralReward]:
    reply = await ask(runtime, who, "ListReferralRewards", pb.ListReferralRewardsRequest(account_id=sender))
    return list(reply.rewards)


@pytest.mark.parametrize(
    ("incentive", "expected"),
    [
        ({"basis": pb.INCENTIVE_BASIS_FIXED, "amount": yuan(2_000)}, [yuan(2_000)]),
        ({"basis": pb.INCENTIVE_BASIS_WON, "percent": "1.5"}, [yuan(1_500)]),
        ({"basis": pb.INCENTIVE_BASIS_COLLECTED, "percent": "3"}, [yuan(900)]),
    ],
)
async def test_who_sent_a_customer_gets_what_was_promised(
    leads: Runtime, marketer: Principal, incentive: dict[str, Any], expected: list[common.Money]
) -> None:
    sender = str(new_id())
    await promise(leads, marketer, terms="每单奖励", **incentive)
    await won_lead(leads, marketer, sender, won=100_000, collected=30_000)
    await won_lead(leads, marketer, str(new_id()), won=1, collected=1)
    (row,) = await rewards(leads, marketer, sender)
    assert (list(row.rewards), row.terms) == (expected, "每单奖励")


async def test_without_a_promise_the_sale_is_listed_and_nothing_is_due(leads: Runtime, marketer: Principal) -> None:
    sender = str(new_id())
    await won_lead(leads, marketer, sender, won=100_000, collected=0)
    (row,) = await rewards(leads, marketer, sender)
    assert not row.rewards


@pytest.mark.parametrize(
    ("incentive", "reason"),
    [
        ({"basis": pb.INCENTIVE_BASIS_FIXED}, "AMOUNT_NOT_POSITIVE"),
        ({"basis": pb.INCENTIVE_BASIS_WON, "percent": "101"}, "OUT_OF_RANGE"),
        ({"basis": pb.INCENTIVE_BASIS_COLLECTED}, "OUT_OF_RANGE"),
    ],
)
async def test_an_incentive_says_how_much(leads: Runtime, marketer: Principal, incentive: dict[str, Any], reason: str) -> None:
    with pytest.raises(DomainError) as refused:
        await promise(leads, marketer, **incentive)
    assert refused.value.reason == reason
