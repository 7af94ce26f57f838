"""The demo company before it is sent: the same every time, in every state, and nobody could take it for a real one."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tools.demo import organisation, paying
from tools.demo.book import Book
from tools.demo.memory import GOES_ON_FOR, Memory
from tools.demo.names import FORMS, PLACES, TRADES, WORDS, company_names, fictional
from tools.demo.organisation import CAST, PEOPLE, REGIONS, SELLING_TEAMS, TEAMS
from tools.demo.rows import ZONE, Days, Ref, Row, resolved, said
from tools.demo.sizes import CONTRACTS, LEADS, OPPORTUNITIES
from tools.demo.welcome import lines
from tools.stack.demo import demo_lines, make_demo_company
from tools.stack.folder import DataFolder
from tools.stack.installation import Installation
from tools.stack.trouble import Trouble

MONDAY = date(2026, 3, 2)
LISTED = Path(__file__).parents[2] / "data" / "listed_companies.txt"


@pytest.fixture(scope="module")
def book() -> Book:
    return Book(MONDAY)


def small(monday: date = MONDAY) -> Book:
    return Book(monday, 0.05)


def rows(book: Book) -> list[Row]:
    """Everything that is not money."""
    return [
        *(row for generation in book.account_rows() for row in generation),
        *book.contact_rows(),
        *book.opportunity_rows(fresh=False),
        *book.opportunity_rows(fresh=True),
        *book.contract_rows([*book.contracts, *book.under_way]),
        *book.lead_rows(fresh=False),
        *book.lead_rows(fresh=True),
        *book.touch_rows(),
        *book.talk_rows(),
        *(row for mine in book.fresh_talk_rows().values() for row in mine),
        *book.do_not_disturb_rows(),
        *book.care_date_rows(),
    ]


def references(told: Any) -> Iterator[str]:
    match told:
        case Ref(key):
            yield key
        case dict():
            for value in told.values():
                yield from references(value)
        case list() | tuple():
            for value in told:
                yield from references(value)


# --- the same every time -------------------------------------------------------------------------


def test_two_companies_of_the_same_monday_are_equal_to_the_last_word() -> None:
    assert rows(small()) == rows(small())


def test_another_monday_moves_the_days_and_nothing_else() -> None:
    book, later = small(), small(MONDAY + timedelta(days=7))
    assert book.companies == later.companies
    assert [(deal.name, deal.amount, deal.state) for deal in book.deals] == [(deal.name, deal.amount, deal.state) for deal in later.deals]
    before, after = book.contract_rows(book.contracts)[0].body["history"], later.contract_rows(later.contracts)[0].body["history"]
    assert date.fromisoformat(after["effectiveDate"]) - date.fromisoformat(before["effectiveDate"]) == timedelta(days=7)


@pytest.mark.parametrize(("today", "monday"), [(date(2026, 3, day), date(2026, 3, 2)) for day in range(3, 10)])
def test_days_count_from_the_monday_before_today(today: date, monday: date) -> None:
    assert Days.before(today).monday == monday


def test_every_record_has_a_key_of_its_own_and_refers_to_what_is_there(book: Book) -> None:
    everything = rows(book)
    assert [key for key, count in Counter(row.key for row in everything).items() if count > 1] == []
    there = {row.key for row in everything} | {row.key for row in book.product_rows()} | {row.key for row in book.campaign_rows()}
    there |= {person.ref.key for person in PEOPLE} | set(organisation.ENTITIES)
    elsewhere = ("source/", "stage/", "loss_reason/")
    missing = {key for row in everything for key in references(row.body) if key not in there and not key.startswith(elsewhere)}
    assert missing == set()


def test_what_is_told_as_past_is_past_and_in_order(book: Book) -> None:
    last = book.days.at(0, 0)
    for row in book.lead_rows(fresh=False):
        told = [row.body["lead"]["firstTouchTime"], *(value for name, value in row.body["history"].items() if name.endswith("Time"))]
        assert [*told, last] == sorted([*told, last])
    assert all(row.body["interaction"]["interactionTime"] < last for row in book.talk_rows())
    assert all(deal.opened <= deal.closed <= 0 for deal in book.deals)


# --- how much of everything ----------------------------------------------------------------------


def test_the_full_company_is_as_large_as_it_is_said_to_be(book: Book) -> None:
    assert (len(book.accounts), len(book.leads), len(book.deals)) == (300, 600, 400)
    assert sum(deal.is_won for deal in book.deals) == sum(CONTRACTS.values()) == 120
    # With the administrator.
    assert len(PEOPLE) + 1 == 40
    assert (len(REGIONS), len(organisation.ENTITIES)) == (3, 2)


@pytest.mark.parametrize("scale", [1.0, 0.1, 0.01])
def test_every_state_is_there_at_every_size(scale: float) -> None:
    book = Book(MONDAY, scale)
    assert {deal.state for deal in book.deals} == {*OPPORTUNITIES, *CONTRACTS}
    assert {lead.state for lead in book.leads} == {*LEADS}


def test_a_lead_that_was_converted_became_an_opportunity_of_its_own(book: Book) -> None:
    became = [lead.deal.number for lead in book.leads if lead.deal is not None]
    assert len(became) == len(set(became)) == LEADS["converted"]
    assert all(lead.deal.account.name == lead.company and lead.came < lead.deal.opened for lead in book.leads if lead.deal is not None)


def test_people_have_teams_and_teams_have_managers() -> None:
    keys, names = [person.key for person in PEOPLE], [person.name for person in PEOPLE]
    assert len(keys) == len(set(keys)) == len(names) == len(set(names))
    assert {team.manager for team in TEAMS} <= set(keys)
    assert {team.parent for team in TEAMS} - {""} <= {team.name for team in TEAMS}
    assert Counter(person.team for person in PEOPLE if person.roles == ("sales",)) == {team.name: 3 for team in SELLING_TEAMS}
    assert {role for person in CAST for role in person.roles} >= {"sales", "sales_manager", "finance_manager", "executive"}


# --- names ---------------------------------------------------------------------------------------


def listed() -> list[str]:
    return [name for line in LISTED.read_text(encoding="utf-8").splitlines() if not line.startswith("#") for name in line.split()]


def test_no_company_of_it_is_called_like_a_listed_one_and_all_look_made_up(book: Book) -> None:
    names = listed()
    assert len(names) > 500
    assert [(company, name) for company in book.companies for name in names if name in company] == []
    assert [company for company in book.companies if not fictional(company)] == []
    assert len(book.companies) == len(set(book.companies)) >= 300 + 600 - LEADS["converted"]


def test_no_name_that_could_ever_be_drawn_is_that_of_a_listed_company() -> None:
    trades = [trade for several in TRADES.values() for trade in several]
    drawn = [*(f"{place}{word}" for place in PLACES for word in WORDS), *(f"{word}{trade}" for word in WORDS for trade in trades)]
    everything = "\n".join([*drawn, *(f"{trade}{form}" for trade in trades for form in FORMS)])
    assert [name for name in listed() if name in everything] == []


def test_there_are_only_so_many_names() -> None:
    with pytest.raises(ValueError, match="There are names for"):
        company_names("account", ["machinery"] * 10_000)


def test_phones_and_addresses_are_nobodys(book: Book) -> None:
    people = [*(row.body["contact"] for row in book.contact_rows()), *(row.body["lead"] for row in book.lead_rows(fresh=False))]
    phones = [person["phone"] for person in people]
    assert len(phones) == len(set(phones))
    assert all(len(phone) == 11 and phone.startswith("1990000") for phone in phones)
    assert all(person["email"].endswith(".example") for person in people)


# --- money ---------------------------------------------------------------------------------------


def claims(book: Book, due: date) -> list[paying.Owed]:
    """A claim of 90,000 for each contract, all due on one day."""
    amount = {"currencyCode": "CNY", "amount": "90000.00"}
    instalment = {"id": "instalment", "position": 1, "customerId": "customer", "claimState": "CLAIM_STATE_CLAIMABLE"}
    plan = {"instalments": [instalment | {"dueDate": due.isoformat(), "amount": amount}]}
    return paying.owed(book.contracts, {deal.contract_key: plan for deal in book.contracts})


def test_customers_pay_as_they_do_until_that_monday_and_never_too_much(book: Book) -> None:
    found = book.receipt_rows(claims(book, MONDAY - timedelta(days=60)))
    amounts = Counter(Decimal(row.body["receipt"]["amount"]["amount"]) for row in found)
    assert set(amounts) == {Decimal("90000.00"), Decimal("36000.00")}
    assert 0 < amounts[Decimal("36000.00")] < len(found) < len(book.contracts)
    assert all(row.body["receipt"]["receivedDate"] <= MONDAY.isoformat() for row in found)
    assert book.receipt_rows(claims(book, MONDAY + timedelta(days=1))) == []


def test_what_is_fulfilled_was_paid(book: Book) -> None:
    fulfilled = [each for each in claims(book, MONDAY - timedelta(days=60)) if each.deal.state == "fulfilled"]
    assert len(book.receipt_rows(fulfilled)) == len(fulfilled) > 0


def test_what_is_disputed_is_not_promised_and_all_of_it_is_overdue(book: Book) -> None:
    owed = claims(book, MONDAY - timedelta(days=60))
    disputed, promised, spoken_of = book.unpaid(owed)
    late = {each.key for each in paying.overdue(owed, book.days)}
    assert {each.key for each in (*disputed, *promised, *spoken_of)} <= late
    assert not {each.key for each in disputed} & {each.key for each in promised}


def test_what_a_part_is_paid_of_these_days_is_neither_disputed_nor_promised(book: Book) -> None:
    owed = claims(book, MONDAY - timedelta(days=5))
    disputed, promised, _ = book.unpaid(owed)
    arriving = book.arriving(owed)
    assert arriving
    assert not {each.key for each in arriving} & {each.key for each in (*disputed, *promised)}


def test_a_bill_has_a_number_and_nothing_else_has(book: Book) -> None:
    told = [row.body["receipt"] for row in book.receipt_rows(claims(book, MONDAY - timedelta(days=60)))]
    assert {receipt["tender"] == "TENDER_BANK_BILL" for receipt in told} == {True, False}
    assert all((receipt["tender"] == "TENDER_BANK_BILL") == ("billNumber" in receipt) for receipt in told)


# --- rows, and what is remembered ----------------------------------------------------------------


def test_references_become_ids_wherever_they_stand() -> None:
    assert resolved({"a": Ref("x"), "b": [{"c": Ref("x")}], "d": "x"}, {"x": "1"}) == {"a": "1", "b": [{"c": "1"}], "d": "x"}
    with pytest.raises(KeyError, match="y"):
        resolved([Ref("y")], {"x": "1"})


def test_what_is_not_said_is_left_out() -> None:
    assert said(a="", b=None, c=[], d={}, e=0, f=False) == {"e": 0, "f": False}


def test_what_is_remembered_is_read_by_its_owner_alone(tmp_path: Path) -> None:
    memory = Memory.fresh(MONDAY, datetime(2026, 3, 4, 12, tzinfo=ZONE), 1.0)
    memory.write(tmp_path)
    assert Memory.read(tmp_path) == memory
    assert (tmp_path / "demo.json").stat().st_mode & 0o077 == 0
    Memory.forget(tmp_path)
    assert Memory.read(tmp_path) is None


def test_a_broken_memory_is_told(tmp_path: Path) -> None:
    (tmp_path / "demo.json").write_text("{}")
    with pytest.raises(Trouble, match="cannot be read"):
        Memory.read(tmp_path)


def test_an_interrupted_run_goes_on_for_some_hours_and_a_complete_one_is_never_stale() -> None:
    begun = datetime(2026, 3, 4, 12, tzinfo=ZONE)
    memory = Memory.fresh(MONDAY, begun, 1.0)
    assert not memory.is_stale(begun + GOES_ON_FOR)
    assert memory.is_stale(begun + GOES_ON_FOR + timedelta(seconds=1))
    assert not memory.done().is_stale(begun + timedelta(days=400))


def test_every_role_worth_trying_has_a_line_with_its_address() -> None:
    told = "\n".join(lines(Memory("password", MONDAY, datetime(2026, 3, 4, tzinfo=ZONE))))
    assert "company demo, password password" in told
    for key in ("sales1", "manager1", "finance", "executive", "admin"):
        assert f"{key}@demo.example" in told
    assert {line.split("@")[0].split()[-1] for line in told.splitlines()[1:]} <= {person.key for person in CAST} | {"admin"}


# --- at the first `make up` ----------------------------------------------------------------------


def test_a_demo_company_that_cannot_be_made_is_said_and_fails_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = DataFolder(tmp_path / "data")
    folder.prepare(room=0)
    folder.remember(ports={"http": 1})
    (folder.secrets / "demo.json").write_text("{}")
    make_demo_company(Installation(folder), is_first=True)
    assert "The demo company was not made" in capsys.readouterr().err
    assert ["cannot be read" in line for line in demo_lines(folder)] == [True]
    # It is tried once.
    make_demo_company(Installation(folder), is_first=False)
    assert capsys.readouterr().err == ""


def test_an_installation_that_is_older_than_this_run_gets_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = DataFolder(tmp_path / "data")
    folder.prepare(room=0)
    make_demo_company(Installation(folder), is_first=False)
    assert capsys.readouterr() == ("", "")
    assert list(demo_lines(folder)) == []
