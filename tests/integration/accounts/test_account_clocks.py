"""Who has not talked with an account for too long, and what the account is worth."""

import asyncio
from datetime import date, timedelta

import pytest

from chassis.ids import new_id
from chassis.principal import Principal
from chassis.scope import Reach
from chassis.wire import instant
from crm.accounts.v1 import accounts_pb2 as pb
from crm.accounts.v1 import care_pb2 as care
from crm.accounts.v1 import interactions_pb2 as log
from crm.common.v1 import types_pb2 as common
from crm.identity.v1 import identity_pb2 as identity
from crm.pipeline.v1 import pipeline_pb2 as sales
from crm.receivables.v1 import receivables_pb2 as books
from tests.integration.accounts.book import START, Book
from tests.support.running import changed_event


def cny(yuan: int) -> common.Money:
    return common.Money(currency_code="CNY", minor=yuan * 100)


def contract(account_id: str, day: str, yuan: int) -> sales.Contract:
    return sales.Contract(
        id=str(new_id()),
        account_id=account_id,
        number="HT000001",
        state=sales.CONTRACT_STATE_EFFECTIVE,
        gross=cny(yuan),
        effective_date=day,
    )


async def found(book: Book, filter: str, who: Principal | None = None) -> list[str]:
    reply = await book.ask("ListAccounts", pb.ListAccountsRequest(filter=filter), who=who)
    return [account.name for account in reply.accounts]


@pytest.mark.capability("A-20")
async def test_an_account_of_tier_a_is_told_on_the_third_day_without_contact(book: Book) -> None:
    account = await book.account(tier=pb.TIER_A)
    assert account.next_contact_due_date == "2025-12-04"
    await book.advance(START + timedelta(days=2))
    assert not await book.facts("AccountGoingCold")
    await book.advance(START + timedelta(days=6))
    (fact,) = await book.facts("AccountGoingCold")
    assert (fact.account_id, fact.owner_id, fact.days, fact.tier) == (account.id, str(book.rep.person_id), 3, pb.TIER_A)


@pytest.mark.capability("A-19")
async def test_a_contact_postpones_the_reminder_and_leaves_the_version_of_the_account(book: Book) -> None:
    account = await book.account(tier=pb.TIER_A)
    await book.advance(START + timedelta(days=2))
    made = await book.write("account", account.id)
    read = await book.read(account.id)
    assert (read.last_contact_time, read.next_contact_due_date, read.etag) == (made.interaction_time, "2025-12-06", account.etag)
    change = pb.UpdateAccountRequest(account_id=account.id, account=pb.Account(industry="机械"), etag=account.etag)
    assert (await book.ask("UpdateAccount", change)).last_contact_time == made.interaction_time
    await book.advance(START + timedelta(days=4))
    assert not await book.facts("AccountGoingCold")
    await book.advance(START + timedelta(days=9))
    assert len(await book.facts("AccountGoingCold")) == 1


async def test_a_contact_of_somebody_who_does_not_look_after_the_account_is_no_follow_up(book: Book) -> None:
    account = await book.account(tier=pb.TIER_A)
    await book.write("account", account.id, who=book.colleague(Reach.COMPANY))
    read = await book.read(account.id)
    assert not read.HasField("last_contact_time")
    boss = book.colleague(Reach.COMPANY)
    await book.write("account", account.id, who=boss, colleague_ids=[str(book.rep.person_id)])
    assert (await book.read(account.id)).HasField("last_contact_time")


async def test_accounts_are_found_by_when_the_next_contact_is_due(book: Book) -> None:
    await book.account("甲公司", tier=pb.TIER_A)
    await book.account("乙公司", tier=pb.TIER_B)
    await book.account("丙公司")
    assert await found(book, "next_contact_due_date <= 2025-12-04") == ["甲公司"]
    assert await found(book, "next_contact_due_date > today+7d AND next_contact_due_date <= today+30d") == ["乙公司"]
    reply = await book.ask("ListAccounts", pb.ListAccountsRequest(order_by="next_contact_due_date"))
    assert [account.name for account in reply.accounts] == ["甲公司", "乙公司", "丙公司"]


@pytest.mark.capability("P-20")
async def test_an_open_opportunity_or_overdue_money_asks_for_contact_within_seven_days(book: Book) -> None:
    first, second = await book.account("甲公司"), await book.account("乙公司")
    await book.advance(START + timedelta(days=1))
    deal = sales.Opportunity(id=str(new_id()), name="三号产线", account_id=first.id, state=sales.OPPORTUNITY_STATE_OPEN)
    await book.learn(deal)
    late = books.Instalment(
        id=str(new_id()), name="预付款", claim_state=books.CLAIM_STATE_CLAIMABLE, due_date="2025-12-01", open=cny(100), paid=cny(0)
    )
    await book.learn(books.PaymentPlan(id=str(new_id()), customer_id=second.id, contract_number="HT1", total=cny(100), instalments=[late]))
    assert [(await book.read(each.id)).next_contact_due_date for each in (first, second)] == ["2025-12-09", "2025-12-09"]
    await book.advance(START + timedelta(days=10))
    assert len(await book.facts("AccountGoingCold")) == 2
    deal.state = sales.OPPORTUNITY_STATE_LOST
    await book.learn(deal)
    assert (await book.read(first.id)).next_contact_due_date == "2026-03-02"


async def test_another_tier_asks_for_contact_sooner(book: Book) -> None:
    account = await book.account()
    await book.ask("UpdateAccount", pb.UpdateAccountRequest(account_id=account.id, account=pb.Account(tier=pb.TIER_A)))
    assert (await book.read(account.id)).next_contact_due_date == "2025-12-04"


async def test_who_gets_an_account_has_the_whole_time_for_the_first_contact(book: Book) -> None:
    account, boss, successor = await book.account(tier=pb.TIER_A), book.colleague(Reach.COMPANY), book.colleague()
    await book.learn_member(successor)
    await book.advance(START + timedelta(days=2))
    assignment = common.Assignment(person_id=str(successor.person_id), role=common.ASSIGNMENT_ROLE_OWNER)
    await book.ask("AssignAccount", pb.AssignAccountRequest(account_id=account.id, assignment=assignment), who=boss)
    await book.advance(START + timedelta(days=4))
    assert not await book.facts("AccountGoingCold")
    await book.advance(START + timedelta(days=5))
    (fact,) = await book.facts("AccountGoingCold")
    assert fact.owner_id == str(successor.person_id)


async def test_an_account_out_of_the_recycle_bin_gets_the_whole_time_again_and_is_told_of_again(book: Book) -> None:
    account = await book.account(tier=pb.TIER_A)
    await book.ask("ArchiveAccount", pb.ArchiveAccountRequest(account_id=account.id))
    await book.advance(START + timedelta(days=10))
    assert not await book.facts("AccountGoingCold")
    await book.ask("RestoreAccount", pb.RestoreAccountRequest(account_id=account.id))
    assert (await book.read(account.id)).next_contact_due_date == "2025-12-14"
    await book.advance(START + timedelta(days=14))
    assert len(await book.facts("AccountGoingCold")) == 1


async def test_a_changed_default_holds_for_what_starts_after_it(book: Book) -> None:
    told = identity.Tenant(id=str(book.tenant_id), time_zone="Asia/Shanghai", functional_currency="CNY", name="示范公司")
    await book.runtime.consumers.apply([changed_event(book.tenant_id, told)])
    await book.begin()
    before, boss = await book.account("甲公司", tier=pb.TIER_A), book.colleague(Reach.COMPANY)
    settings = await book.ask("GetAccountSettings", care.GetAccountSettingsRequest())
    assert (settings.tier_a_days, settings.churn_months) == (3, 3)
    change = care.UpdateAccountSettingsRequest(account_settings=care.AccountSettings(tier_a_days=5))
    changed = await book.ask("UpdateAccountSettings", change, who=boss)
    assert (changed.tier_a_days, changed.tier_b_days) == (5, 30)
    assert (await book.account("乙公司", tier=pb.TIER_A)).next_contact_due_date == "2025-12-06"
    assert (await book.read(before.id)).next_contact_due_date == "2025-12-04"
    wrong = care.UpdateAccountSettingsRequest(account_settings=care.AccountSettings(tier_a_days=-1))
    assert (await book.refused("UpdateAccountSettings", wrong, who=boss)).violations[0].field == "account_settings.tier_a_days"


@pytest.mark.capability("A-18")
async def test_orders_put_an_account_into_its_segment_and_time_takes_it_out(book: Book) -> None:
    account = await book.account()
    for day, yuan in (("2025-11-20", 300_000), ("2025-06-01", 200_000), ("2024-12-01", 100_000)):
        await book.learn(contract(account.id, day, yuan))
    read = await book.read(account.id)
    assert (read.rfm_segment, read.rfm.orders, read.rfm.monetary.minor) == (care.RFM_SEGMENT_CHAMPION, 3, 60_000_000)
    assert await found(book, "rfm_segment = CHAMPION") == [account.name]
    await book.advance(START.replace(year=2026, month=5, day=21))
    assert (await book.read(account.id)).rfm_segment == care.RFM_SEGMENT_SLIPPING


@pytest.mark.capability("A-33")
async def test_a_large_customer_who_has_been_silent_for_three_months_may_be_lost(book: Book) -> None:
    large, small = await book.account("甲公司"), await book.account("乙公司")
    await book.learn(contract(large.id, "2025-11-20", 900_000))
    await book.learn(contract(small.id, "2025-11-20", 9_000))
    await book.advance(START + timedelta(days=10))
    await book.write("account", large.id)
    await book.advance(START.replace(year=2026, month=3, day=10))
    assert not await book.facts("ChurnRiskRaised")
    await book.advance(START.replace(year=2026, month=3, day=12))
    (fact,) = await book.facts("ChurnRiskRaised")
    assert (fact.account_id, fact.months, fact.value.minor) == (large.id, 3, 90_000_000)


async def test_imported_silence_is_not_told_as_news(book: Book) -> None:
    account, boss = await book.account(tier=pb.TIER_A), book.colleague(Reach.COMPANY)
    long_ago = log.Interaction(
        subject_type="account",
        subject_id=account.id,
        type=log.INTERACTION_TYPE_CALL,
        outcome=log.OUTCOME_REACHED,
        text="老资料",
        interaction_time=instant(START - timedelta(days=200)),
        person_id=str(book.rep.person_id),
    )
    requests = [log.CreateInteractionRequest(interaction=long_ago)]
    await book.ask("BatchCreateInteractions", log.BatchCreateInteractionsRequest(requests=requests, historical=True), who=boss)
    read = await book.read(account.id)
    assert read.last_contact_time.ToDatetime().date() == date(2025, 5, 15)
    assert read.next_contact_due_date == "2025-12-04"


async def test_colleagues_who_write_about_one_account_at_the_same_moment_are_all_heard(book: Book) -> None:
    account = await book.account(tier=pb.TIER_A)
    made = await asyncio.gather(*(book.write("account", account.id, text=f"{number}号机的电话") for number in range(8)))
    assert (await book.read(account.id)).last_contact_time == max(
        (each.interaction_time for each in made), key=lambda at: at.ToNanoseconds()
    )
