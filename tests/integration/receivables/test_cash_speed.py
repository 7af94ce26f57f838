"""Cash application over a book whose truth is known: how fast, and how often the first proposal, and what would be posted, is right."""

import random
import sys
import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from chassis.ids import new_id
from chassis.principal import Principal
from receivables.domain.cash.incoming import Incoming
from receivables.domain.cash.payers import account_key, telling_keys
from receivables.domain.cash.posting import to_post
from receivables.matching import match
from tests.integration.receivables.company import Company

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.capability("M-10"), pytest.mark.timeout(900)]

DAY, AT_ONCE = date(2025, 12, 1), 200
PER_CUSTOMER = 10
BRANDS = "瑞恒泰宏昌盛达鑫源隆兴华茂丰润祥和顺安康宁博远志诚信德仁义礼智勇毅晨曦旭阳朗清澄海川江河湖岳峰岭松柏桐梓枫"
TRADES = ("机械", "精密", "电子", "汽车配件", "五金", "塑料制品", "自动化设备", "医疗器械", "新能源科技", "模具")
PLACES = ("上海", "苏州", "杭州", "宁波", "东莞", "佛山", "青岛", "无锡")


@dataclass
class Customer:
    id: UUID
    name: str
    place: str
    brand: str
    trade: str
    account: str
    known: bool
    # Minor units by instalment, in the order in which they are due.
    owed: dict[UUID, int] = field(default_factory=dict)
    contract_number: str = ""

    def spelt(self, dice: random.Random) -> str:
        """As its bank may write it."""
        forms = (self.name, f"{self.brand}{self.trade}（{self.place}）有限公司", f"{self.place}市{self.brand}{self.trade}有限责任公司")
        return dice.choice(forms)


def customers(count: int, dice: random.Random) -> list[Customer]:
    made: list[Customer] = []
    taken = set[str]()
    while len(made) < count:
        brand, trade = "".join(dice.sample(BRANDS, 3)), dice.choice(TRADES)
        if brand + trade in taken:
            continue
        taken.add(brand + trade)
        place = dice.choice(PLACES)
        account = f"6222{len(made):012d}"
        made.append(Customer(new_id(), f"{place}{brand}{trade}有限公司", place, brand, trade, account, known=dice.random() < 0.6))
    for number, each in enumerate(made):
        each.contract_number = f"HT-2025-{number:06d}"
        # One in four pays in equal parts: which of them is meant nobody can know.
        equal = dice.randrange(10_000, 900_000) * 100 if dice.random() < 0.25 else 0
        each.owed = {new_id(): equal or dice.randrange(100_000, 90_000_000) for _ in range(PER_CUSTOMER)}
    return made


@dataclass(frozen=True)
class Line:
    incoming: Incoming
    # Which instalments it pays.
    truth: frozenset[UUID]


def lines(count: int, debtors: list[Customer], legal_entity_id: UUID, dice: random.Random) -> list[Line]:
    """One per customer: one instalment, several, all, a part, less a fee; by the customer or somebody else, with or without a number."""
    return [_line(each, legal_entity_id, dice) for each in dice.sample(debtors, count)]


def _line(of: Customer, legal_entity_id: UUID, dice: random.Random) -> Line:
    instalments = list(of.owed)
    kind = dice.choices(("one", "some", "all", "part", "fee", "other", "nobody"), (62, 14, 3, 6, 6, 5, 4))[0]
    memo, name, account = "货款", of.spelt(dice), of.account
    match kind:
        case "some":
            paid = instalments[: dice.randrange(2, 5)]
        case "all":
            paid = instalments[:8]
            for each in instalments[8:]:
                del of.owed[each]
        case _:
            paid = [dice.choice(instalments)]
    # What is due first is what equal parts are paid for.
    if len(set(of.owed.values())) == 1:
        paid = instalments[: len(paid)]
    minor = sum(of.owed[each] for each in paid)
    if kind == "part":
        paid, minor = instalments[:1], of.owed[instalments[0]] * 2 // 5 + 7
    elif kind == "fee":
        minor -= dice.choice((1_000, 2_500, 5_000))
    elif kind == "other":
        memo, name, account = f"代付{of.contract_number.replace('-', '')}款", f"王{dice.choice(BRANDS)}", ""
    elif kind == "nobody":
        name, account = "", ""
    if dice.random() < 0.3:
        memo = f"{of.contract_number} 货款"
    incoming = Incoming(
        new_id(), legal_entity_id, "CNY", minor, DAY, payer_name=name, payer_account=account if dice.random() < 0.9 else "", memo=memo
    )
    return Line(incoming, frozenset(paid))


async def store(company: Company, debtors: list[Customer]) -> None:
    """Casts every plan and instalment from one that the product made."""
    contract = await company.sign("1000.00")
    (original, *_) = await company.instalments(contract)
    connection = await asyncpg.connect(company.owner_url)
    plans = [{"id": new_id(), "customer_id": each.id, "contract_id": new_id(), "contract_number": each.contract_number} for each in debtors]
    for rows in (plans,):
        await _cast(connection, "payment_plan", UUID(original.payment_plan_id), rows)
    instalments = [
        {
            "id": id,
            "payment_plan_id": plan["id"],
            "contract_id": plan["contract_id"],
            "customer_id": each.id,
            "amount_minor": minor,
            "contract_number": each.contract_number,
            "position": place,
            "due_date": DAY - timedelta(days=30 - 10 * place),
        }
        for each, plan in zip(debtors, plans, strict=True)
        for place, (id, minor) in enumerate(each.owed.items(), start=1)
    ]
    await _cast(connection, "instalment", UUID(original.id), instalments)
    accounts = [{"id": each.id, "name": each.name, "name_keys": telling_keys(each.name)} for each in debtors]
    await _cast(connection, "copy_account", UUID(company.customer_id), accounts)
    # Nobody's own: the mould is no part of the book.
    await connection.execute("delete from instalment where payment_plan_id = $1", UUID(original.payment_plan_id))
    now = company.now
    aliases: list[tuple[Any, ...]] = [
        (new_id(), company.tenant_id, 1, 0, now, now, each.id, "", each.account, "", account_key(each.account), "", [], "confirmed")
        for each in debtors
        if each.known
    ]
    await connection.copy_records_to_table("payer_alias", records=[(*each, new_id(), new_id()) for each in aliases])
    await connection.execute("analyze")
    await connection.close()


async def _cast(connection: asyncpg.Connection, table: str, mould: UUID, rows: list[dict[str, Any]]) -> None:
    """Copies of one row with other values."""
    names = [
        record["column_name"]
        for record in await connection.fetch(
            "select column_name from information_schema.columns where table_name = $1 and is_generated = 'NEVER'", table
        )
    ]
    (cast,) = await connection.fetch(f"select * from {table} where id = $1", mould)  # noqa: S608
    records = [tuple(row.get(name, cast[name]) for name in names) for row in rows]
    await connection.copy_records_to_table(table, records=records, columns=names)


async def test_money_is_matched_in_time_the_first_proposal_is_mostly_right_and_what_would_be_posted_always(
    company: Company, proving: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    dice = random.Random(20251201)
    count, payments = (10_000, 10_000) if proving else (400, 400)
    debtors = customers(count, dice)
    paid = lines(payments, debtors, UUID(company.legal_entity_id), dice)
    await store(company, debtors)
    begin, found = time.perf_counter(), {}
    principal = Principal.service("receivables", company.tenant_id, cause="bench")
    for start in range(0, len(paid), AT_ONCE):
        async with company.runtime.unit_of_work(principal, method="ProposeCash") as uow:
            found.update(await match(uow, [each.incoming for each in paid[start : start + AT_ONCE]], {}))
    seconds = time.perf_counter() - begin
    first = posted = wrong = 0
    for each in paid:
        candidates = found[each.incoming.receipt_id]
        first += bool(candidates) and {line.instalment_id for line in candidates[0].lines} == each.truth
        if (best := to_post(candidates, 90)) is not None:
            posted += 1
            wrong += {line.instalment_id for line in best.lines} != each.truth
    instalments = sum(len(each.owed) for each in debtors)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{payments} lines against {instalments} open instalments: {seconds:.1f} s; first proposal right {first / payments:.1%}; "
            f"posted by itself {posted / payments:.1%}, of it right {1 - wrong / max(posted, 1):.1%}\n"
        )
    assert wrong == 0
    assert posted > payments // 5
    assert first >= 0.95 * payments
    assert seconds < (60 if proving else 15)
