"""What whoever runs the installation sees of money: sums over all companies by currency, and that the ledger proves."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from chassis import measures
from chassis.database import Database
from chassis.runtime import Runtime
from chassis.telemetry import exposition
from crm.identity.v1 import identity_pb2 as identity
from crm.receivables.v1 import receivables_pb2 as pb
from receivables import proving
from receivables.service import SERVICE
from tests.integration.receivables.company import SHANGHAI, Company
from tests.support.running import MASTER_KEY, Keys, send
from tests.support.waiting import until

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.capability("M-63")]
ONE_MORE = "update ledger_account set balance_minor = balance_minor + 1 where {mine} and kind = 'cash'"


def figures(runtime: Runtime, name: str) -> dict[str, float]:
    """By currency, or by "" where the figure has none."""
    families = runtime.metrics.registry.collect()
    return {
        sample.labels.get("currency", ""): sample.value
        for family in families
        for sample in family.samples
        if sample.name == f"daozhang_{name}"
    }


async def test_what_is_owed_and_overdue_is_summed_over_all_companies_and_days_are_each_company_s_own(company: Company) -> None:
    other = Company(company.runtime, company.owner_url)
    await other.open()
    await company.runtime.measures.take_all()
    before = figures(company.runtime, "receivable_amount").get("CNY", 0)
    for each in (company, other):
        await each.sign()
    await company.runtime.measures.take_all()
    owed = await claimable(company) + await claimable(other)
    assert figures(company.runtime, "receivable_amount")["CNY"] - before == pytest.approx(owed)
    assert owed > 0
    late = figures(company.runtime, "overdue_amount")["CNY"]
    # In one of the two a year goes by.
    await company.walk_to(company.today + timedelta(days=366))
    await company.runtime.measures.take_all()
    assert figures(company.runtime, "overdue_amount")["CNY"] - late == pytest.approx(await claimable(company))


async def test_a_company_for_trying_things_out_is_owed_no_money_and_its_books_are_proved_all_the_same(company: Company) -> None:
    await company.sign()
    await company.runtime.measures.take_all()
    owed = figures(company.runtime, "receivable_amount")["CNY"]
    mine = await claimable(company)
    tenant = identity.Tenant(id=str(company.tenant_id), time_zone=SHANGHAI.key, functional_currency="CNY", sandbox=True)
    await send(company.runtime, "identity", company.tenant_id, tenant, version=2)
    await company.settle()
    await company.runtime.measures.take_all()
    assert owed - figures(company.runtime, "receivable_amount").get("CNY", 0) == pytest.approx(mine)
    assert mine > 0
    await company.falsify("update payment_plan set total_minor = total_minor - 1 where {mine}")
    await company.runtime.measures.take_all()
    assert figures(company.runtime, "ledger_differences")[""] >= 1
    await company.falsify("update payment_plan set total_minor = total_minor + 1 where {mine}")


async def test_the_drift_is_nothing_until_somebody_touches_a_row(company: Company) -> None:
    contract = await company.sign()
    (down, *_) = await company.instalments(contract)
    await company.pay(down, "50000.00")
    await company.runtime.measures.take_all()
    assert figures(company.runtime, "ledger_drift") == {"CNY": 0}
    assert figures(company.runtime, "ledger_differences") == {"": 0}
    await company.falsify(ONE_MORE)
    await company.runtime.measures.take_all()
    assert figures(company.runtime, "ledger_drift") == {"CNY": 0.01}
    assert figures(company.runtime, "ledger_differences") == {"": 1}


async def test_of_large_books_the_drift_is_what_the_last_proof_in_the_background_found(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    contract = await company.sign()
    (down, *_) = await company.instalments(contract)
    await company.pay(down, "50000.00")
    await company.falsify(ONE_MORE)
    monkeypatch.setattr(proving, "MOST_AT_ONCE", 0)
    await company.runtime.measures.take_all()
    assert figures(company.runtime, "ledger_drift") == {}
    for found in (1, 0):
        await company.ask("CreateProofRun", pb.CreateProofRunRequest(proof_run=pb.ProofRun()))
        await company.walk_to(company.today)
        await company.runtime.measures.take_all()
        assert figures(company.runtime, "ledger_differences") == {"": found}
        assert figures(company.runtime, "ledger_drift") == {"CNY": pytest.approx(found / 100)}
        await company.falsify(ONE_MORE.replace("+ 1", f"- {found}"))


async def test_no_figure_says_whose_it_is(company: Company) -> None:
    await company.sign()
    await company.runtime.measures.take_all()
    page = exposition([company.runtime.metrics])().decode()
    assert "daozhang_receivable_amount" in page
    assert str(company.tenant_id) not in page
    assert company.customer_id not in page


async def test_one_process_takes_the_figures_and_another_goes_on_when_it_ends(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process of the fixture has them; of two more none does, until it loses the connection that holds the lock."""
    monkeypatch.setattr(measures, "PAUSE", 0.05)
    first = company.runtime
    await until(lambda: bool(figures(first, "ledger_differences")))
    others = [beside(first) for _ in range(2)]
    loops = [asyncio.create_task(other.measures.run()) for other in others]
    try:
        await asyncio.sleep(0.5)
        assert not any(figures(other, "ledger_differences") for other in others)
        async with first.database.worker.begin() as connection:
            assert await connection.scalar(_END_LEADER)
        await until(lambda: not figures(first, "ledger_differences"))
        await until(lambda: sum(bool(figures(other, "ledger_differences")) for other in others) == 1)
    finally:
        for loop, other in zip(loops, others, strict=True):
            loop.cancel()
            await asyncio.gather(loop, return_exceptions=True)
            await other.database.close()


_END_LEADER = text("""
    select pg_terminate_backend(pid) from pg_locks join pg_database on pg_database.oid = database
    where datname = current_database() and locktype = 'advisory' and granted
      and ((classid::bigint << 32) | objid::bigint) = hashtext('measures')::bigint
""")


def beside(runtime: Runtime) -> Runtime:
    """Another process of the same service, of which nothing runs yet."""
    database, keys = runtime.database, Keys()
    app, worker = (engine.url.render_as_string(hide_password=False).replace("+asyncpg", "") for engine in (database.app, database.worker))
    return Runtime(
        SERVICE,
        database=Database(app, worker),
        nats_url=runtime.nats_url,
        signer=keys.signer("receivables"),
        verifier=keys.verifier(),
        master_key=MASTER_KEY,
    )


async def claimable(company: Company) -> float:
    """What the company's customers owe now, in yuan."""
    total, plans = 0, (await company.ask("ListPaymentPlans", pb.ListPaymentPlansRequest())).payment_plans
    for plan in plans:
        whole: pb.PaymentPlan = await company.ask("GetPaymentPlan", pb.GetPaymentPlanRequest(payment_plan_id=plan.id))
        total += sum(line.open.minor for line in whole.instalments if line.claim_state == pb.CLAIM_STATE_CLAIMABLE)
    return total / 100
