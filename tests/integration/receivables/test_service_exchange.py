"""Several currencies over the wire: rates that are entered and replaced, reports in the currency of choice, and the exchange difference
of a period, prepared by one person and posted by another."""

import asyncio
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio

from chassis.errors import DomainError
from chassis.principal import Principal
from chassis.scope import Reach
from crm.identity.v1 import identity_pb2 as identity
from crm.receivables.v1 import exchange_pb2 as pb
from crm.receivables.v1 import periods_pb2 as periods
from crm.receivables.v1 import receivables_pb2 as books
from tests.integration.receivables.company import MANAGER, READ, Company, Contract, amount, money, to

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.capability("M-09")]

FIRST, LAST, AFTER = date(2025, 12, 1), date(2025, 12, 31), date(2026, 1, 5)
POSTED, REVERSED = pb.EXCHANGE_RUN_STATE_POSTED, pb.EXCHANGE_RUN_STATE_REVERSED
RATES = ("exchange_rate.read", "exchange_rate.create", "exchange_rate.withdraw")


@dataclass
class Abroad:
    """December of a company that sold for 100,000.00 USD, of which 30 % is owed since the 1st."""

    company: Company
    period_id: str
    accountant: Principal
    manager: Principal
    contract: Contract

    def which(self, period_id: str = "") -> dict[str, str]:
        return {"legal_entity_id": self.company.legal_entity_id, "fiscal_period_id": period_id or self.period_id}

    async def say(self, worth: str, day: date = FIRST, currency: str = "USD", **more: Any) -> pb.ExchangeRate:
        rate = pb.ExchangeRate(currency_code=currency, rate=worth, rate_date=day.isoformat(), **more)
        asked = pb.CreateExchangeRateRequest(exchange_rate=rate)
        return await self.company.ask("CreateExchangeRate", asked, by=self.accountant)  # type: ignore[no-any-return]

    async def rates(self, filter: str = "withdraw_time = null") -> list[pb.ExchangeRate]:
        return list(
            (await self.company.ask("ListExchangeRates", pb.ListExchangeRatesRequest(filter=filter), by=self.manager)).exchange_rates
        )

    async def down_payment(self) -> books.Instalment:
        return (await self.company.instalments(self.contract))[0]

    async def pay(self, given: str) -> books.Receipt:
        receipt = await self.company.receive(given, "USD")
        line = to(await self.down_payment())
        line.amount.CopyFrom(money("USD", given))
        return await self.company.allocate(receipt, line)

    async def prepare(self, period_id: str = "") -> pb.ExchangeRun:
        return await self.company.ask("PrepareExchange", pb.PrepareExchangeRequest(**self.which(period_id)), by=self.accountant)  # type: ignore[no-any-return]

    async def post(self, run: pb.ExchangeRun) -> pb.ExchangeRun:
        return await self.company.ask("PostExchange", pb.PostExchangeRequest(exchange_run_id=run.id), by=self.manager)  # type: ignore[no-any-return]

    async def reverse(self, run: pb.ExchangeRun) -> pb.ExchangeRun:
        asked = pb.ReverseExchangeRequest(exchange_run_id=run.id, reason="汇率录错")
        return await self.company.ask("ReverseExchange", asked, by=self.manager)  # type: ignore[no-any-return]

    async def report(self, run: pb.ExchangeRun | None = None) -> pb.ExchangeReport:
        asked = pb.ReportExchangeRequest(**self.which(), exchange_run_id=run.id if run else "")
        return await self.company.ask("ReportExchange", asked, by=self.manager)  # type: ignore[no-any-return]

    async def found(self) -> list[str]:
        """What the checklist of the period says of it."""
        asked = periods.ReportPeriodChecklistRequest(**self.which())
        items = (await self.company.ask("ReportPeriodChecklist", asked, by=self.manager)).items
        (item,) = [each for each in items if each.kind == periods.PERIOD_ITEM_KIND_EXCHANGE]
        return [f"{each.name} {amount(each.amount) if each.HasField('amount') else '?'}" for each in item.findings]

    async def refused(self, reason: str, method: str, request: Any, by: Principal | None = None) -> DomainError:
        return await self.company.refused(reason, method, request, by=by or self.accountant)


@pytest_asyncio.fixture(loop_scope="module")
async def abroad(company: Company) -> Abroad:
    period = await company.set_period(FIRST, LAST, identity.FISCAL_PERIOD_STATE_OPEN)
    accountant = company.somebody(*company.accountant.permissions, *RATES, "exchange.read", "exchange.prepare")
    manager = company.somebody(*MANAGER, *RATES, "exchange.read", "exchange.post", "month_end.read")
    contract = company.contract()
    contract.gross.CopyFrom(money("USD", "100000.00"))
    await company.hear(contract.take_effect())
    return Abroad(company, period, accountant, manager, contract)


# --- rates -----------------------------------------------------------------------------------------


async def test_another_rate_of_a_day_takes_the_place_of_the_one_before(abroad: Abroad) -> None:
    first = await abroad.say("7.0")
    assert (first.quote_currency_code, first.rate, first.entered_by) == ("CNY", "7", str(abroad.accountant.person_id))
    assert (await abroad.say("7.0")).id == first.id
    second = await abroad.say("7.10", source="中间价")
    assert [(each.id, Decimal(each.rate), each.source) for each in await abroad.rates()] == [(second.id, Decimal("7.1"), "中间价")]
    (gone,) = await abroad.rates("withdraw_time != null")
    assert (gone.id, gone.withdrawn_by) == (first.id, str(abroad.accountant.person_id))
    withdrawn = pb.WithdrawExchangeRateRequest(exchange_rate_id=second.id)
    await abroad.company.ask("WithdrawExchangeRate", withdrawn, by=abroad.accountant)
    await abroad.refused("RATE_WITHDRAWN", "WithdrawExchangeRate", withdrawn)
    assert await abroad.rates() == []


async def test_many_come_at_once_each_with_its_verdict(abroad: Abroad) -> None:
    said = [("USD", "7.1", FIRST), ("EUR", "8.2", FIRST), ("USD", "7.2", FIRST), ("CNY", "1", FIRST), ("USD", "0", FIRST)]
    rows = [pb.ExchangeRate(currency_code=code, rate=worth, rate_date=day.isoformat()) for code, worth, day in said]
    asked = pb.BatchCreateExchangeRatesRequest(requests=[pb.CreateExchangeRateRequest(exchange_rate=row) for row in rows])
    verdicts = (await abroad.company.ask("BatchCreateExchangeRates", asked, by=abroad.accountant)).verdicts
    assert [each.problem.reason for each in verdicts] == ["", "", "", "RATE_CURRENCIES", "RATE_INVALID"]
    assert {(each.currency_code, Decimal(each.rate)) for each in await abroad.rates()} == {("USD", Decimal("7.2")), ("EUR", Decimal("8.2"))}


async def test_of_two_who_enter_a_rate_at_once_one_counts(abroad: Abroad) -> None:
    await asyncio.gather(*(abroad.say(worth) for worth in ("7.1", "7.2", "7.3")), return_exceptions=True)
    assert len(await abroad.rates()) == 1


# --- reports in the currency of choice -------------------------------------------------------------


async def test_ageing_is_told_in_any_currency_and_adds_up(company: Company, abroad: Abroad) -> None:
    await company.sign("300000.01")
    missing = books.ReportAgeingRequest(report_currency_code="CNY")
    assert (await company.refused("RATE_MISSING", "ReportAgeing", missing)).metadata["days"] == "USD 2025-12-01"
    await abroad.say("7.12345")
    yuan = await company.ageing(report_currency_code="CNY")
    # 90,000.00 CNY, and 30,000.00 USD.
    assert [amount(row.total) for row in yuan.totals] == ["303703.50"]
    assert [(each.currency_code, each.quote_currency_code, Decimal(each.rate)) for each in yuan.rates] == [
        ("USD", "CNY", Decimal("7.12345"))
    ]
    dollars = await company.ageing(report_currency_code="USD", customer_id=company.customer_id)
    assert [(row.total.currency_code, amount(row.total)) for row in dollars.totals] == [("USD", "42634.33")]
    for group in books.AgeingGroup.values():
        now = await company.ageing(report_currency_code="CNY", group_by=group)
        entries = await company.ageing(report_currency_code="CNY", group_by=group, day_basis=books.DAY_BASIS_POSTING_DATE)
        assert (list(now.rows), list(now.totals)) == (list(entries.rows), list(entries.totals))
        assert [row.total.minor for row in now.totals] == [303_703_50]
        if now.rows:
            assert sum(row.total.minor for row in now.rows) == 303_703_50
        assert all(sum(cell.minor for cell in row.amounts) == row.total.minor for row in (*now.rows, *now.totals))


async def test_a_report_that_was_issued_is_had_again_by_the_rates_of_then(company: Company, abroad: Abroad) -> None:
    await abroad.say("7")
    before = await company.ageing(report_currency_code="CNY")
    await company.walk_to(date(2025, 12, 2))
    await abroad.say("8")
    again = await company.ageing(report_currency_code="CNY", as_of=before.as_of, known_at=before.known_at)
    assert [amount(row.total) for row in again.totals] == ["210000.00"]
    corrected = await company.ageing(report_currency_code="CNY", as_of=before.as_of)
    assert [amount(row.total) for row in corrected.totals] == ["240000.00"]


async def test_key_figures_are_told_in_any_currency_and_agree_with_the_ageing(company: Company, abroad: Abroad) -> None:
    await abroad.say("7.12345")
    await company.sign("300000.01")
    await company.walk_to(date(2025, 12, 20))
    await abroad.pay("10000.01")
    asked = books.ReportKeyFiguresRequest(report_currency_code="CNY", from_date="2025-12-01", group_by=books.AGEING_GROUP_CONTRACT)
    figures = await company.ask("ReportKeyFigures", asked)
    (total,) = figures.totals
    assert amount(total.closing) == amount((await company.ageing(report_currency_code="CNY")).totals[0].total)
    assert total.opening.minor + total.arisen.minor - total.collected.minor - total.written_off.minor == total.closing.minor
    assert amount(total.collected) == "71234.57"
    assert sum(row.closing.minor for row in figures.rows) == total.closing.minor


# --- the exchange difference of a period -----------------------------------------------------------


async def december(abroad: Abroad) -> None:
    """10,000.00 USD were claimed at 7.00 and came at 7.10; at the end of the year a dollar is worth 7.30."""
    await abroad.say("7")
    await abroad.company.walk_to(date(2025, 12, 20))
    await abroad.say("7.1", date(2025, 12, 20))
    await abroad.pay("10000.00")
    await abroad.company.walk_to(AFTER)
    await abroad.say("7.3", LAST)


async def test_what_was_realised_stays_what_was_not_comes_back_and_the_accounts_behind_it_are_shown(
    company: Company, abroad: Abroad
) -> None:
    await december(abroad)
    run = await abroad.prepare()
    assert [
        (line.kind, amount(line.balance), amount(line.booked), amount(line.revalued), amount(line.difference)) for line in run.lines
    ] == [("receivable_not_invoiced", "20000.00", "140000.00", "146000.00", "6000.00")]
    assert (run.lines[0].rate.rate_date, Decimal(run.lines[0].rate.rate)) == ("2025-12-31", Decimal("7.3"))
    assert [amount(each.change) for each in run.realised] == ["1000.00"]
    assert (await company.balance("EXCHANGE"), await abroad.found()) == ("0.00", ["USD 7000.00"])
    assert (await abroad.post(run)).state == POSTED
    assert await abroad.found() == []
    # Today is January: what was not realised is back.
    assert (await company.balance("EXCHANGE"), await company.balance("EXCHANGE_ADJUSTMENT")) == ("-1000.00", "1000.00")
    entries = await company.ask("ListLedgerEntries", books.ListLedgerEntriesRequest(filter="kind = EXCHANGE"), by=abroad.manager)
    assert sorted((each.posting_date, amount(each.amount)) for each in entries.ledger_entries) == [
        ("2025-12-31", "-1000.00"),
        ("2025-12-31", "-6000.00"),
        ("2026-01-01", "6000.00"),
    ]
    again = await abroad.report(run)
    assert [(row.customer_id, row.subject_id, amount(row.difference)) for row in again.rows] == [
        (company.customer_id, (await abroad.down_payment()).id, "6000.00")
    ]
    assert list(again.lines) == list(run.lines)
    await company.agrees()


async def test_the_next_period_goes_on_from_what_was_posted(company: Company, abroad: Abroad) -> None:
    await december(abroad)
    await abroad.post(await abroad.prepare())
    january = await company.set_period(date(2026, 1, 1), date(2026, 1, 31), identity.FISCAL_PERIOD_STATE_OPEN)
    await abroad.pay("20000.00")
    await abroad.refused("PERIOD_NOT_OVER", "PrepareExchange", pb.PrepareExchangeRequest(**abroad.which(january)))
    await company.walk_to(date(2026, 2, 2))
    later = await abroad.prepare(january)
    # 20,000.00, booked at 7.00, came at 7.30.
    assert [(amount(each.before), amount(each.needed), amount(each.change)) for each in later.realised] == [
        ("1000.00", "7000.00", "6000.00")
    ]
    assert list(later.lines) == []
    await abroad.post(later)
    assert await company.balance("EXCHANGE") == "-7000.00"


async def test_it_is_posted_once_by_another_person_and_taken_back_whole(company: Company, abroad: Abroad) -> None:
    await december(abroad)
    tried = await asyncio.gather(*(abroad.prepare() for _ in range(3)), return_exceptions=True)
    (run,) = [each for each in tried if isinstance(each, pb.ExchangeRun)]
    assert {each.reason for each in tried if isinstance(each, DomainError)} == {"RUN_STANDING"}
    posting = pb.PostExchangeRequest(exchange_run_id=run.id)
    both = company.somebody(*MANAGER, "exchange.post", person_id=abroad.accountant.person_id)
    await abroad.refused("MAKER_IS_CHECKER", "PostExchange", posting, by=both)
    tried = await asyncio.gather(*(abroad.post(run) for _ in range(3)), return_exceptions=True)
    assert sorted(each.reason for each in tried if isinstance(each, DomainError)) == ["RUN_DECIDED"] * 2
    assert (await abroad.reverse(run)).state == REVERSED
    assert (await company.balance("EXCHANGE"), await company.balance("EXCHANGE_ADJUSTMENT")) == ("0.00", "0.00")
    assert amount((await abroad.prepare()).realised[0].change) == "1000.00"
    await company.agrees()


async def test_another_rate_since_it_was_prepared_is_looked_at_first(company: Company, abroad: Abroad) -> None:
    await december(abroad)
    run = await abroad.prepare()
    await abroad.say("7.4", LAST)
    await abroad.refused("RUN_OUTDATED", "PostExchange", pb.PostExchangeRequest(exchange_run_id=run.id), by=abroad.manager)
    # The rows behind it are those of then.
    assert amount((await abroad.report(run)).lines[0].difference) == "6000.00"
    assert amount((await abroad.report()).lines[0].difference) == "8000.00"
    await company.ask("DiscardExchange", pb.DiscardExchangeRequest(exchange_run_id=run.id), by=abroad.accountant)
    assert amount((await abroad.prepare()).lines[0].difference) == "8000.00"


async def test_days_without_a_rate_are_named_before_anything_is_prepared(company: Company, abroad: Abroad) -> None:
    await company.walk_to(AFTER)
    assert await abroad.found() == ["USD ?"]
    assert [(each.currency_code, each.rate_date) for each in (await abroad.report()).missing] == [
        ("USD", "2025-12-01"),
        ("USD", "2025-12-31"),
    ]
    refusal = await abroad.refused("RATE_MISSING", "PrepareExchange", pb.PrepareExchangeRequest(**abroad.which()))
    assert refusal.metadata["days"] == "USD 2025-12-01, USD 2025-12-31"
    await abroad.say("7")
    await abroad.refused("EXCHANGE_NOTHING", "PrepareExchange", pb.PrepareExchangeRequest(**abroad.which()))


async def test_it_takes_a_permission_for_the_whole_company(company: Company, abroad: Abroad) -> None:
    narrow = company.seeing(company.somebody(*READ, "exchange.read"), Reach.TEAM)
    await abroad.refused("COMPANY_WIDE_ONLY", "ReportExchange", pb.ReportExchangeRequest(**abroad.which()), by=narrow)
    await abroad.refused("COMPANY_WIDE_ONLY", "ListExchangeRuns", pb.ListExchangeRunsRequest(), by=narrow)
