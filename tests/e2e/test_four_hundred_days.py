"""Story 4 of nobody is forgotten: 400 days from 2027-12-15 for a book of 50 contracts, and exactly the messages that a plain calculation
expects: over month ends, 29 February 2028, the holidays of three years and their make-up days.

The calculation knows nothing of the product. It is written from what was promised to users: see `Expectation`.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from chassis import calendar
from tests.support.office import Office
from tests.support.signing import body
from tests.support.world import ZONE, World

SIGNED = date(2027, 12, 15)
DAY = timedelta(days=1)

# As they may be announced one day: the first and the last day off, and the weekend days that are worked instead.
HOLIDAYS = (
    ("2028-01-01", "2028-01-03", ()),
    ("2028-01-25", "2028-02-01", ("2028-01-23", "2028-02-05")),
    ("2028-04-02", "2028-04-04", ("2028-04-01",)),
    ("2028-04-29", "2028-05-03", ("2028-05-06",)),
    ("2028-05-27", "2028-05-29", ()),
    ("2028-10-01", "2028-10-08", ("2028-09-24", "2028-10-14")),
    ("2028-12-30", "2029-01-01", ()),
)
YEARS = (2027, 2028, 2029)


def _days(first: str, last: str) -> Iterator[date]:
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        yield day
        day += DAY


OFF = {day for first, last, _ in HOLIDAYS for day in _days(first, last)}
WORKED = {date.fromisoformat(day) for _, _, worked in HOLIDAYS for day in worked}


@pytest.fixture
def announced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The working days of these years, in a folder of the installation."""
    for year in YEARS:
        rows = [f"{day},{'off' if day in OFF else 'work'},假日" for day in sorted(OFF | WORKED) if day.year == year]
        (tmp_path / f"CN-{year}.csv").write_text("\n".join(["date,day,name", *rows, ""]))
    monkeypatch.setattr(calendar, "PLACES", list(calendar.PLACES))
    calendar.read_also(tmp_path)
    yield
    calendar.named.cache_clear()


# --- days, by hand -------------------------------------------------------------------------------------


def works(day: date) -> bool:
    return day in WORKED or (day not in OFF and day.weekday() < 5)


def on_or_after(day: date) -> date:
    return day if works(day) else on_or_after(day + DAY)


def on_or_before(day: date) -> date:
    return day if works(day) else on_or_before(day - DAY)


def in_month(year: int, month: int, day: int) -> date:
    """That day of a month, which may lie in a later year; the last one where the month is too short."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, min(day, monthrange(year, month)[1]))


# --- the book ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Owed:
    """One instalment: who owes it, and how the contract says when."""

    customer: int
    amount: int
    term: dict[str, Any]
    due: date
    # Paid on that morning at eight; None is never.
    paid: date | None


@dataclass(frozen=True)
class Customer:
    number: int

    @property
    def tier_a(self) -> bool:
        return self.number % 7 == 0

    @property
    def payment_day(self) -> int:
        return (0, 5, 10, 15, 20, 25, 28, 30, 31)[self.number % 9]

    @property
    def owner(self) -> str:
        return "rep" if self.number < 10 else "li"

    @property
    def manager(self) -> str:
        return "manager" if self.number < 10 else "head"


CUSTOMERS = [Customer(number) for number in range(20)]
SIZES = (20_000, 60_000, 300_000, 800_000)
# Days from the due date to the payment.
LAGS = (-1, 0, 9, 20, None)


def contracts() -> list[list[Owed]]:
    """Fifty, of two instalments each; no two amounts are equal."""
    return [[_owed(number, part) for part in (0, 1)] for number in range(50)]


def _owed(number: int, part: int) -> Owed:
    amount = SIZES[(number + part) % 4] + (2 * number + part) * 10
    term, raw = _term(number, part)
    due, lag = on_or_after(raw), LAGS[(number + 2 * part) % 5]
    paid = None if lag is None else on_or_before(due - DAY) if lag < 0 else on_or_after(due + lag * DAY)
    return Owed(number % 20, amount, {"name": f"第{part + 1}期", "amount": _yuan(amount), **term}, due, paid)


def _term(number: int, part: int) -> tuple[dict[str, Any], date]:
    """What the contract says, and the day that it means, before it is moved to a working day."""
    # The last day of a month, or one within it; none is older than the contract.
    claim = in_month(2027, 12 + number * 7 % 13, 31 if part else 16 + number % 12)
    if number % 4 == 0 and not part:
        days = 30 + number * 7
        return {"trigger": {"anchors": [{"milestoneKind": "MILESTONE_KIND_EFFECTIVE"}]}, "credit": _offset(days)}, SIGNED + days * DAY
    trigger = {"trigger": {"anchors": [{"fixedDate": claim.isoformat()}]}}
    match number % 3:
        case 0:
            return {**trigger, "credit": _offset(1, "MONTHS")}, in_month(claim.year, claim.month + 1, claim.day)
        case 1:
            return {**trigger, "credit": {"endOfMonth": True, **_offset(30)}}, in_month(claim.year, claim.month, 31) + 30 * DAY
        case _:
            after, day = claim + 20 * DAY, (10, 25, 31)[number % 9 // 3]
            same = in_month(after.year, after.month, day)
            due = same if same >= after else in_month(after.year, after.month + 1, day)
            return {**trigger, "credit": {**_offset(20), "dayOfMonth": day}}, due


def _offset(amount: int, unit: str = "DAYS") -> dict[str, Any]:
    return {"offset": {"amount": amount, "unit": f"OFFSET_UNIT_{unit}"}}


def _yuan(amount: int) -> dict[str, str]:
    return {"currencyCode": "CNY", "amount": f"{amount}.00"}


# --- what is promised to users -------------------------------------------------------------------------

Messages = dict[tuple[str, date, str], list[str]]


@dataclass
class Expectation:
    """Who hears what on which morning between two days, of a book that is imported on the first of them.

    Prepared for is what is worth 50,000: 30 and 15 days before it is due, 3 days before the customer's payment day; owner, 商务 and
    finance. Reminded of is everything: 3 days before, on the day, and 1, 7, 15 and 30 days after; owner and finance, from 7 on the
    manager, at 30 executives: at once of 500,000 and of tier A, of the rest on Monday. What is before moves to the working day before,
    what is after to the one after; of what meets on one day the last is said. The owner hears of payments, and greets the customer a
    year after the first order. Everything of one customer is one message.
    """

    start: date
    end: date
    messages: Messages = field(default_factory=lambda: defaultdict(list))

    def of(self, book: list[list[Owed]]) -> Messages:
        for owed in (each for contract in book for each in contract):
            customer = CUSTOMERS[owed.customer]
            self._prepare(owed, customer)
            self._remind(owed, customer)
            if owed.paid is not None:
                self._say(owed, owed.paid, "settled", customer.owner)
        anniversary = on_or_after(in_month(SIGNED.year + 1, SIGNED.month, SIGNED.day))
        if self.start < anniversary <= self.end:
            for number in {contract[0].customer for contract in book}:
                self.messages[CUSTOMERS[number].owner, anniversary, str(number)].append("care_date")
        return {key: sorted(lines) for key, lines in self.messages.items()}

    def _prepare(self, owed: Owed, customer: Customer) -> None:
        if owed.amount < 50_000:
            return
        days = {on_or_before(owed.due - ahead * DAY) for ahead in (30, 15)}
        if customer.payment_day:
            same = in_month(owed.due.year, owed.due.month, customer.payment_day)
            pays = same if same >= owed.due else in_month(owed.due.year, owed.due.month + 1, customer.payment_day)
            # What is overdue by then is asked for instead.
            days |= {day for day in (on_or_before(pays - 3 * DAY),) if day <= owed.due}
        for day in days:
            if owed.paid is None or day < owed.paid:
                self._say(owed, day, "preparation", customer.owner, "commercial", "accountant", "controller")

    def _remind(self, owed: Owed, customer: Customer) -> None:
        levels = {on_or_before(owed.due - 3 * DAY): -3}
        for level in (0, 1, 7, 15, 30):
            levels[on_or_after(owed.due + level * DAY)] = level
        for day, level in levels.items():
            if owed.paid is not None and day >= owed.paid:
                continue
            self._say(owed, day, "reminder", customer.owner, "accountant", "controller")
            if level >= 7:
                self._say(owed, day, "reminder_manager", customer.manager)
            if level >= 30 and (owed.amount >= 500_000 or customer.tier_a):
                self._say(owed, day, "reminder_executive", "boss")
            elif level >= 30 and day > self.start:
                monday = on_or_after(day + (7 - day.weekday()) % 7 * DAY)
                if owed.paid is None or monday < owed.paid:
                    self._say(owed, monday, "reminder_weekly", "boss", about="weekly_digest")

    def _say(self, owed: Owed, day: date, what: str, *people: str, about: str = "") -> None:
        if self.start < day <= self.end:
            for person in people:
                self.messages[person, day, about or str(owed.customer)].append(f"{what} {owed.amount:,}.00")


# --- the walk ------------------------------------------------------------------------------------------


class Walk:
    """The book is imported on the first day, and lived through to the last; payments come on their mornings."""

    def __init__(self, office: Office, start: date, end: date) -> None:
        self.office, self.start, self.end = office, start, end
        self.book = [[self._within(owed) for owed in contract] for contract in contracts()]

    def _within(self, owed: Owed) -> Owed:
        """What was paid before it was imported is not: it is simpler, and reminds more."""
        early = owed.paid is not None and owed.paid <= self.start
        return Owed(owed.customer, owed.amount, owed.term, owed.due, None) if early else owed

    async def begin(self) -> None:
        office = self.office
        for customer in CUSTOMERS:
            tier = {"tier": "TIER_A"} if customer.tier_a else {}
            habit = {"paymentHabit": {"paymentDay": customer.payment_day}} if customer.payment_day else {}
            await office.account(getattr(office, customer.owner), str(customer.number), **tier, **habit)
        self.accounts = {name: id for id, name in office.customers.items()}
        history = {"state": "CONTRACT_STATE_EFFECTIVE", "effectiveDate": SIGNED.isoformat()}
        requests = [{"contract": self._contract(contract), "history": history} for contract in self.book]
        batch = {"requests": requests, "historical": True}
        verdicts = (await office.operations.post("/v1/contracts:batchCreate", batch))["verdicts"]
        assert not [verdict for verdict in verdicts if verdict.get("reason")]
        await office.world.settle()
        rows = await office.accountant.everything("/v1/instalments", "instalments")
        self.instalments = {int(float(row["amount"]["amount"])): row for row in rows}

    def _contract(self, contract: list[Owed]) -> dict[str, Any]:
        customer, total = CUSTOMERS[contract[0].customer], sum(owed.amount for owed in contract)
        owner = getattr(self.office, customer.owner).id
        return body(self.accounts[str(customer.number)], f"{total}.00", [owed.term for owed in contract], ownerId=owner)

    async def live(self) -> None:
        payments: dict[date, list[Owed]] = defaultdict(list)
        for owed in (each for contract in self.book for each in contract):
            if owed.paid is not None and owed.paid <= self.end:
                payments[owed.paid].append(owed)
        for day in sorted(payments):
            await self.office.world.advance(self.office.company, datetime.combine(day, time(8), ZONE))
            for owed in payments[day]:
                await self.office.pays(self.instalments[owed.amount], f"{owed.amount}.00")
        await self.office.world.advance(self.office.company, self.end)

    async def heard(self) -> Messages:
        """Everything that everybody was told, and when: at nine of a working day, or the test fails."""
        found: Messages = {}
        for name in ("rep", "li", "manager", "head", "commercial", "cashier", "accountant", "controller", "operations", "boss"):
            for message in await getattr(self.office, name).everything("/v1/notifications", "notifications"):
                sent = datetime.fromisoformat(message["sentTime"]).astimezone(ZONE)
                assert (sent.hour, sent.minute, works(sent.date())) == (9, 0, True), f"{name}: {message['title']} went {sent}"
                about, lines = self.office.short(message).split(": ")
                key = (name, sent.date(), about)
                assert key not in found, f"{name} was told twice of {about} on {sent.date()}"
                found[key] = sorted(lines.split(" + "))
        return found


async def _live_through(earth: World, start: date, end: date) -> None:
    company = await earth.company(start=datetime.combine(start, time(10), ZONE))
    office = await Office(company).staff()
    await company.admin.patch("/v1/notificationSettings", {"messagesPerDay": 200})
    walk = Walk(office, start, end)
    await walk.begin()
    await walk.live()
    heard, expected = await walk.heard(), Expectation(start, end).of(walk.book)
    different = sorted(
        f"{day} {who}, {about}: expected {expected.get((who, day, about))}, heard {heard.get((who, day, about))}"
        for who, day, about in expected.keys() | heard.keys()
        if expected.get((who, day, about)) != heard.get((who, day, about))
    )
    assert not different, "\n".join([f"{len(different)} of {len(expected)} messages:", *different[:40]])


@pytest.mark.timeout(900)
@pytest.mark.capability("R-07", "R-08", "R-09", "N-05", "N-11", "X-06")
async def test_sixty_days_over_the_spring_festival_and_29_february_say_exactly_what_is_promised(earth: World, announced: None) -> None:
    await _live_through(earth, date(2028, 1, 17), date(2028, 3, 17))


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.capability("R-07", "R-08", "R-09", "N-05", "N-11", "X-06")
async def test_four_hundred_days_say_exactly_what_is_promised(earth: World, announced: None) -> None:
    await _live_through(earth, SIGNED, SIGNED + 400 * DAY)
