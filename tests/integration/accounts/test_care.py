"""When customers want to be left alone, and when they are greeted."""

from datetime import timedelta
from typing import Any

import pytest

from chassis.ids import new_id
from chassis.scope import Reach
from crm.accounts.v1 import accounts_pb2 as pb
from crm.accounts.v1 import care_pb2 as care
from crm.common.v1 import types_pb2 as common
from crm.pipeline.v1 import pipeline_pb2 as sales
from tests.integration.accounts.book import START, Book


async def leave_alone(book: Book, **fields: Any) -> care.DoNotDisturb:
    period = care.DoNotDisturb(reason="客户明确本周不接电话", **fields)
    made: care.DoNotDisturb = await book.ask("CreateDoNotDisturb", care.CreateDoNotDisturbRequest(do_not_disturb=period))
    return made


async def greet(book: Book, **fields: Any) -> care.CareDate:
    made: care.CareDate = await book.ask("CreateCareDate", care.CreateCareDateRequest(care_date=care.CareDate(**fields)))
    return made


@pytest.mark.capability("A-27")
async def test_a_customer_who_wants_to_be_left_alone_is_so_from_day_to_day(book: Book) -> None:
    account = await book.account()
    contact = await book.contact(account.id)
    period = await leave_alone(book, contact_id=contact.id, until_date="2025-12-07")
    assert (period.account_id, period.from_date, period.owner_id) == (account.id, "2025-12-01", str(book.rep.person_id))
    shown = await book.ask(
        "ListDoNotDisturbs", care.ListDoNotDisturbsRequest(filter=f'account_id = "{account.id}" AND until_date >= today')
    )
    assert [each.id for each in shown.do_not_disturbs] == [period.id]
    longer = care.UpdateDoNotDisturbRequest(do_not_disturb_id=period.id, do_not_disturb=care.DoNotDisturb(until_date="2025-12-31"))
    assert (await book.ask("UpdateDoNotDisturb", longer)).until_date == "2025-12-31"
    await book.ask("ArchiveDoNotDisturb", care.ArchiveDoNotDisturbRequest(do_not_disturb_id=period.id))
    assert not (await book.ask("ListDoNotDisturbs", care.ListDoNotDisturbsRequest())).do_not_disturbs


async def test_a_period_has_a_customer_and_does_not_end_before_it_begins(book: Book) -> None:
    account = await book.account()
    nobody = care.CreateDoNotDisturbRequest(do_not_disturb=care.DoNotDisturb(reason="忙"))
    assert (await book.refused("CreateDoNotDisturb", nobody)).violations[0].field == "do_not_disturb.account_id"
    backwards = care.CreateDoNotDisturbRequest(
        do_not_disturb=care.DoNotDisturb(account_id=account.id, from_date="2025-12-05", until_date="2025-12-04", reason="忙")
    )
    assert (await book.refused("CreateDoNotDisturb", backwards)).reason == "DATES_REVERSED"


@pytest.mark.capability("A-28")
async def test_a_birthday_is_told_every_year_on_its_day(book: Book) -> None:
    account = await book.account()
    contact = await book.contact(account.id, "王海")
    made = await greet(book, contact_id=contact.id, occasion=care.OCCASION_BIRTHDAY, month=12, day=18)
    assert (made.next_date, made.title, made.account_id) == ("2025-12-18", "生日", account.id)
    await book.advance(START.replace(day=17))
    assert not await book.facts("CareDateReached")
    await book.advance(START.replace(year=2026, month=12, day=20))
    told = await book.facts("CareDateReached")
    assert [(fact.date, fact.contact_name, fact.owner_id) for fact in told] == [
        ("2025-12-18", "王海", str(book.rep.person_id)),
        ("2026-12-18", "王海", str(book.rep.person_id)),
    ]


@pytest.mark.capability("A-29")
async def test_a_lunar_festival_is_told_ahead_of_its_day(book: Book) -> None:
    account = await book.account()
    made = await greet(book, account_id=account.id, occasion=care.OCCASION_FESTIVAL, festival=care.FESTIVAL_SPRING, days_ahead=7)
    assert made.next_date == "2026-02-17"
    await book.advance(START.replace(year=2026, month=2, day=10))
    (fact,) = await book.facts("CareDateReached")
    assert (fact.title, fact.date, fact.account_name) == ("春节", "2026-02-17", account.name)
    shown = await book.ask("ListCareDates", care.ListCareDatesRequest())
    assert [each.next_date for each in shown.care_dates] == ["2027-02-06"]


@pytest.mark.capability("A-30")
async def test_the_anniversary_of_the_first_order_needs_no_typing(book: Book) -> None:
    account = await book.account()
    for day in ("2025-11-20", "2025-10-15"):
        await book.learn(sales.Contract(id=str(new_id()), account_id=account.id, state=sales.CONTRACT_STATE_EFFECTIVE, effective_date=day))
    (made,) = (await book.ask("ListCareDates", care.ListCareDatesRequest())).care_dates
    assert (made.occasion, made.title, made.next_date, made.year) == (care.OCCASION_ANNIVERSARY, "首单周年", "2026-10-15", 2025)


async def test_nobody_greets_a_contact_who_left(book: Book) -> None:
    account = await book.account()
    contact = await book.contact(account.id)
    await greet(book, contact_id=contact.id, occasion=care.OCCASION_BIRTHDAY, month=12, day=18)
    boss = book.colleague(Reach.COMPANY)
    change = pb.UpdateContactRequest(contact_id=contact.id, contact=pb.Contact(departed=True))
    await book.ask("UpdateContact", change, who=boss)
    await book.advance(START.replace(day=20))
    assert not await book.facts("CareDateReached")


async def test_what_belongs_to_an_account_goes_with_it_to_its_new_owner(book: Book) -> None:
    account, boss, successor = await book.account(), book.colleague(Reach.COMPANY), book.colleague()
    await book.learn_member(successor)
    await leave_alone(book, account_id=account.id)
    await greet(book, account_id=account.id, occasion=care.OCCASION_OTHER, month=12, day=18, title="厂庆")
    assignment = common.Assignment(person_id=str(successor.person_id), role=common.ASSIGNMENT_ROLE_OWNER)
    await book.ask("AssignAccount", pb.AssignAccountRequest(account_id=account.id, assignment=assignment), who=boss)
    for who, count in ((successor, 1), (book.rep, 0)):
        assert len((await book.ask("ListDoNotDisturbs", care.ListDoNotDisturbsRequest(), who=who)).do_not_disturbs) == count
        assert len((await book.ask("ListCareDates", care.ListCareDatesRequest(), who=who)).care_dates) == count
    await book.advance(START + timedelta(days=20))
    (fact,) = await book.facts("CareDateReached")
    assert fact.owner_id == str(successor.person_id)
