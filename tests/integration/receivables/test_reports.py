"""Ageing and proof in SQL say what the domain says of the same entries."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from statistics import median_low
from uuid import UUID

import pytest
from sqlalchemy import Row, select, update

from chassis.database import enter
from chassis.scope import Limits, Reach, Scope
from receivables import collection_path as path
from receivables import key_figures as figures
from receivables import tables
from receivables.ageing import Question, ageing
from receivables.domain import funds
from receivables.domain.ageing import KINDS, AgeingBasis, Buckets, aged, open_claims
from receivables.domain.contract import Belonging
from receivables.domain.entries import DayBasis, Known, legs_known
from receivables.domain.groups import Group
from receivables.domain.key_figures import Movements, Period, movements
from receivables.domain.ledger import CLAIM_KINDS
from receivables.domain.path import Piece, Step, pieces
from receivables.domain.plan import PaymentPlan
from receivables.domain.proof import DriftKind, balances
from receivables.domain.states import ClaimState, RedReason
from receivables.domain.terms import Layer
from receivables.ledger_store import account_id
from receivables.ledger_tables import ageing_cell, ledger_account, owed_total
from receivables.proof import drifts
from tests.integration.receivables.conftest import Ledger
from tests.support.book import HUADONG, HUANAN, MANAGER, MEDTEC, SELLER, SUNRISE, TENANT, Book, yuan

DUE = Buckets.of(AgeingBasis.DUE_DATE, (30, 60, 90))
CLAIMED = Buckets.of(AgeingBasis.CLAIM_DATE, (30, 60, 90))
ALL = Scope(TENANT, Reach.COMPANY)


def a_year_of_business(seed: int) -> Book:
    """Contracts of two customers with two companies of ours; acceptances, payments, reversals and a termination, some days apart."""
    chance, book = random.Random(seed), Book(today=date(2025, 1, 6))
    for _ in range(12):
        plan = book.sign(
            yuan(f"{chance.randint(1000, 90000)}.{chance.randint(10, 99)}"),
            chance.choice(("30/60/10", "50/50", "月结60天")),
            customer=chance.choice((MEDTEC, SUNRISE)),
            legal_entity=chance.choice((HUADONG, HUANAN)),
        )
        plan.belong(Belonging(owner_id=chance.choice((SELLER, MANAGER))))
        book.walk_to(book.today + timedelta(days=chance.randint(5, 40)))
        if chance.random() < 0.6:
            book.reach(plan)
        invoice_some(book, plan, chance)
        for instalment in plan.instalments:
            if instalment.claim_state is ClaimState.CLAIMABLE and chance.random() < 0.6:
                receipt = book.pay(instalment, str((instalment.open.amount / chance.choice((1, 2, 3))).quantize(yuan("0.01").amount)))
                if chance.random() < 0.3:
                    book.walk_to(book.today + timedelta(days=3))
                    book.reverse(receipt, receipt.allocations[-1].id)
        if chance.random() < 0.2:
            book.terminate(plan)
        take_some_back(book, chance)
    return book


def invoice_some(book: Book, plan: PaymentPlan, chance: random.Random) -> None:
    """Invoices for a part, or all, of some instalments, at any point of their way."""
    for instalment in plan.instalments:
        if chance.random() < 0.5:
            amount = yuan(str((instalment.amount.amount / chance.choice((1, 2))).quantize(yuan("0.01").amount)))
            invoice = book.request(plan, amount, cover={instalment: None})
            for step in range(chance.randint(0, 4)):
                match step:
                    case 0:
                        book.approve_invoice(invoice)
                    case 1:
                        book.issue(invoice)
                    case 2:
                        invoice.deliver(plan, book.journal(SELLER))
                    case 3:
                        invoice.book(plan, book.journal(SELLER))


def take_some_back(book: Book, chance: random.Random) -> None:
    for invoice in list(book.invoices):
        if invoice.state.is_issued and not invoice.is_red and chance.random() < 0.2:
            half = yuan(str((invoice.live_gross.amount / 2).quantize(yuan("0.01").amount)))
            book.issue_red(book.request_red(invoice, half, chance.choice(list(RedReason))))


async def asked(ledger: Ledger, question: Question, scope: Scope = ALL, *, limit: int | None = None) -> Sequence[Row[tuple[object, ...]]]:
    async with ledger.app.begin() as connection:
        await enter(connection, scope)
        rows: Sequence[Row[tuple[object, ...]]] = (await connection.execute(ageing(question, scope, limit=limit))).all()
        return rows


def cells(rows: Sequence[Row[tuple[object, ...]]]) -> list[int]:
    """The buckets, summed over all rows."""
    return [sum(int(str(row[2 + index])) for row in rows) for index in range(len(rows[0]) - 4)] if rows else []


@pytest.mark.capability("M-13")
@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_ageing_of_any_past_day_is_what_the_domain_computes_from_the_entries(ledger: Ledger, seed: int) -> None:
    book = a_year_of_business(seed)
    await ledger.store(book)
    chance = random.Random(seed)
    for _ in range(6):
        day = date(2025, 1, 1) + timedelta(days=chance.randint(0, 500))
        at = chance.choice([transaction.create_time for transaction in book.transactions])
        for buckets in (DUE, CLAIMED):
            for layer in Layer:
                known = Known(day, at, chance.choice(list(DayBasis)))
                expected = aged(open_claims(legs_known(book.transactions, known), layer), buckets, day).get("CNY", [])
                rows = await asked(ledger, Question(today=book.today, buckets=buckets, known=known, layer=layer))
                assert cells(rows) == expected


@pytest.mark.parametrize("group", [None, *Group])
async def test_ageing_of_a_past_day_is_the_same_from_what_is_owed_now_as_from_the_entries(ledger: Ledger, group: Group | None) -> None:
    book = a_year_of_business(5)
    await ledger.store(book)
    chance, at = random.Random(5), max(transaction.create_time for transaction in book.transactions)
    own = Scope(TENANT, Reach.OWN, person_id=SELLER)
    for scope in (ALL, own):
        for layer, buckets in ((layer, buckets) for layer in Layer for buckets in (DUE, CLAIMED)):
            day = date(2025, 1, 1) + timedelta(days=chance.randint(0, 400))
            question = Question(today=book.today, buckets=buckets, layer=layer, group_by=group)
            back = await asked(ledger, replace(question, back_to=day), scope)
            assert back == await asked(ledger, replace(question, known=Known(day, at)), scope)
            largest = await asked(ledger, replace(question, back_to=day), scope, limit=2)
            assert largest == back[:2]


@pytest.mark.capability("M-14")
@pytest.mark.parametrize("seed", [11, 12])
async def test_key_figures_are_what_the_domain_computes_from_the_entries(ledger: Ledger, seed: int) -> None:
    book = a_year_of_business(seed)
    await ledger.store(book)
    chance = random.Random(seed)
    for _ in range(6):
        last = date(2025, 3, 1) + timedelta(days=chance.randint(0, 400))
        period = Period(last - timedelta(days=chance.randint(0, 120)), last)
        known = Known(last, chance.choice([transaction.create_time for transaction in book.transactions]), chance.choice(list(DayBasis)))
        for group in (None, Group.OWNER, Group.INSTALMENT):
            async with ledger.app.begin() as connection:
                await enter(connection, ALL)
                question = figures.Question(period=period, known=known, group_by=group)
                rows = await figures.found(connection, question, ALL, limit=1000)
            expected = movements(book.transactions, period, known, "CNY")
            for name in Movements.__slots__:
                assert sum(row[name] for row in rows) == getattr(expected, name), name
            if group is None and rows:
                assert rows[0]["collection_rate"] == expected.collection_rate


@pytest.mark.parametrize("group", [None, *Group])
async def test_ageing_of_today_is_the_same_from_instalments_cells_and_entries_and_sums_to_the_receivables(
    ledger: Ledger, group: Group | None
) -> None:
    book = a_year_of_business(4)
    await ledger.store(book)
    for buckets in (DUE, CLAIMED):
        for layer in Layer:
            question = Question(today=book.today, buckets=buckets, layer=layer, group_by=group)
            now = await asked(ledger, question)
            known = await asked(ledger, replace(question, known=Known(book.today, book.now)))
            assert [tuple(row) for row in now] == [tuple(row) for row in known]
            for limit in (1, 2, 3):
                assert await asked(ledger, question, limit=limit) == now[:limit]
            mine = Scope(TENANT, Reach.COMPANY, limits=Limits(legal_entity_ids=(HUANAN,)))
            assert await asked(ledger, question, mine, limit=2) == (await asked(ledger, replace(question, legal_entity_id=HUANAN)))[:2]
    normal = await asked(ledger, Question(today=book.today, buckets=DUE, group_by=group))
    assert sum(row.total for row in normal) == book.receivable_on(book.today) > 0
    assert sum(cells(normal)[1:]) == sum(row.overdue for row in normal)


async def test_what_is_paid_leaves_no_cell_and_no_total_behind(ledger: Ledger) -> None:
    book = a_year_of_business(9)
    await ledger.store(book)
    owed = {
        (account.legal_entity_id, account.kind)
        for account, minor in balances(book.transactions).items()
        if account.kind in CLAIM_KINDS and minor
    }
    async with ledger.session() as connection:
        kept = (await connection.execute(select(ageing_cell))).all()
        totals = (await connection.execute(select(owed_total).where(owed_total.c.axis == "customer"))).all()
    assert {(cell.legal_entity_id, cell.kind) for cell in kept} == owed
    assert all(cell.amount_minor for cell in kept)
    assert {(total.legal_entity_id, total.layer) for total in totals} == {
        (entity, layer) for entity, kind in owed for layer, kinds in KINDS.items() if kind in kinds
    }
    assert all(total.amount_minor for total in totals)


async def test_a_representative_sees_the_age_of_own_claims_only_and_limits_hold(ledger: Ledger) -> None:
    book = a_year_of_business(5)
    await ledger.store(book)
    mine = sum(
        i.open_minor
        for plan in book.plans
        for i in plan.instalments
        if plan.owner_id == SELLER and i.claim_state is ClaimState.CLAIMABLE and i.layer is Layer.NORMAL
    )
    for known in (None, Known(book.today, book.now)):
        question = Question(today=book.today, buckets=DUE, known=known)
        own = await asked(ledger, question, Scope(TENANT, Reach.OWN, person_id=SELLER))
        assert [row.total for row in own] == [mine]
        limited = await asked(ledger, question, Scope(TENANT, Reach.COMPANY, limits=Limits(legal_entity_ids=(HUANAN,))))
        filtered = await asked(ledger, Question(today=book.today, buckets=DUE, known=known, legal_entity_id=HUANAN))
        assert [tuple(row) for row in limited] == [tuple(row) for row in filtered]


def stands(book: Book, plans: Sequence[PaymentPlan]) -> dict[tuple[Step, str], tuple[int, int, int]]:
    """Amount, instalments and median of the days late, by step and owner: as the domain says it, added up by hand."""
    found: dict[tuple[Step, str], list[Piece]] = defaultdict(list)
    for instalment in (each for plan in plans for each in plan.instalments if each.layer is Layer.NORMAL):
        for piece in pieces(instalment, book.today):
            found[piece.step, str(instalment.owner_id)].append(piece)
    return {
        key: (sum(piece.minor for piece in there), len(there), median_low([p.days_late for p in there if p.days_late] or [0]))
        for key, there in found.items()
    }


async def walked(ledger: Ledger, question: path.Question, scope: Scope) -> dict[tuple[Step, str], tuple[int, int, int]]:
    async with ledger.app.begin() as connection:
        await enter(connection, scope)
        rows = (await connection.execute(path.path_with_totals(question, scope, limit=100))).all()
    totals = {path.STEPS[row.place]: row.amount_minor for row in rows if row.is_total}
    groups = [row for row in rows if not row.is_total]
    assert totals == {step: sum(r.amount_minor for r in groups if path.STEPS[r.place] is step) for step in totals}
    return {(path.STEPS[row.place], row.group): (int(row.amount_minor), row.instalments, row.late_days) for row in groups}


@pytest.mark.capability("R-12")
async def test_the_collection_path_says_of_every_step_what_the_domain_says_and_only_of_what_one_may_see(ledger: Ledger) -> None:
    book = a_year_of_business(8)
    owed = [i for plan in book.plans for i in plan.instalments if i.claim_state is ClaimState.CLAIMABLE and i.open_minor > 300]
    book.promise(owed[0], book.today + timedelta(days=3), "1.00")
    book.dispute(owed[0], "1.00")
    book.dispute(owed[1])
    await ledger.store(book)
    question = path.Question(today=book.today, group_by=Group.OWNER)
    everything = stands(book, book.plans)
    assert {step for step, _ in everything} >= {Step.MILESTONE, Step.OVERDUE, Step.PROMISED, Step.DISPUTED}
    assert await walked(ledger, question, ALL) == everything
    own = await walked(ledger, question, Scope(TENANT, Reach.OWN, person_id=SELLER))
    assert (
        own
        == stands(book, [plan for plan in book.plans if plan.owner_id == SELLER])
        == await walked(ledger, path.Question(today=book.today, group_by=Group.OWNER, owner_id=SELLER), ALL)
    )
    disputed = await walked(ledger, path.Question(today=book.today, group_by=Group.OWNER, step=Step.DISPUTED), ALL)
    assert disputed == {key: value for key, value in everything.items() if key[0] is Step.DISPUTED}


@pytest.mark.capability("X-01")
async def test_a_sound_book_has_no_drift_and_every_touched_figure_is_found(ledger: Ledger) -> None:
    book = a_year_of_business(6)
    await ledger.store(book)
    assert await found(ledger) == []
    instalment = next(i for plan in book.plans for i in plan.instalments if i.paid_minor > 1)
    receipt = next(each for each in book.receipts if each.allocated_minor)
    damages = (
        update(tables.instalment).values(paid_minor=tables.instalment.c.paid_minor - 1).where(tables.instalment.c.id == instalment.id),
        update(tables.receipt).values(allocated_minor=0, unapplied_minor=receipt.amount_minor).where(tables.receipt.c.id == receipt.id),
        update(ledger_account).values(balance_minor=-1).where(ledger_account.c.subject_id == receipt.id),
        update(tables.payment_plan).values(total_minor=1).where(tables.payment_plan.c.id == book.plans[0].id),
    )
    async with ledger.owner.begin() as connection:
        for damage in damages:
            await connection.execute(damage)
    assert {
        (DriftKind.INSTALMENT, instalment.id),
        (DriftKind.ALLOCATION, instalment.id),
        (DriftKind.RECEIPT, receipt.id),
        (DriftKind.ALLOCATION, receipt.id),
        (DriftKind.ACCOUNT, account_id(TENANT, funds.unapplied(receipt, receipt.amount).account)),
        (DriftKind.PLAN, book.plans[0].id),
    } == set(await found(ledger))


@pytest.mark.capability("X-01")
async def test_the_proof_says_of_touched_days_owners_and_amounts_what_the_domain_says(ledger: Ledger) -> None:
    book = a_year_of_business(7)
    instalment = next(i for plan in book.plans for i in plan.instalments if i.claim_state is ClaimState.CLAIMABLE and i.open_minor)
    planned = next(i for plan in book.plans for i in plan.instalments if i.claim_state is ClaimState.PLANNED)
    receipt = next(each for each in book.receipts if each.allocated_minor)
    instalment.due_date, planned.customer_id = date(2024, 1, 1), MANAGER
    receipt.amount_minor, receipt.allocated_minor = receipt.amount_minor + 1, receipt.allocated_minor + 1
    await ledger.store(book)
    async with ledger.session() as connection:
        assert set(await drifts(connection, TENANT)) == set(book.drifts())
    assert {drift.subject_id for drift in book.drifts()} == {instalment.id, planned.id, receipt.id}


async def found(ledger: Ledger) -> list[tuple[DriftKind, UUID | None]]:
    async with ledger.session() as connection:
        return [(drift.kind, drift.subject_id) for drift in await drifts(connection, TENANT)]
