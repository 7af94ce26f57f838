"""The customers that all others are cast from: made through the API, as people and imports make them.

Of ten customers six are only known, two have a deal, and two a signed contract. Instalments of those wait for their day or are due in the
months to come, some are paid, some in part, and the others are overdue since days that spread over a year and a half.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import asyncpg

from tests.bench.customers import Customer, customer
from tests.bench.moulds import Columns, Family, Lines, family_of
from tests.support.world import Company, Person
from tools.stack.databases import DatabaseUrls

KNOWN, DEALS, CONTRACTS = 4, 10, 40
# Which of them a customer is cast from, by the last digit of its number.
KINDS = ("known", "contract", "known", "deal", "known", "known", "contract", "known", "deal", "known")
# Below zero: no cast has such a number.
_FIRST = -1000
# Without the notifier: as after an import of history, nobody is told of it.
ALL_SERVICES = ("accounts", "leads", "pipeline", "receivables")
# What is kept for days, or of everything anybody did, tells nothing of how fast a list is.
_LEFT_OUT = ("alembic_version", "audit", "dead_letter", "idempotency", "inbox", "number_series", "outbox")
# Rows that name no customer, only what is a customer's.
_LINKS = {"ledger_entry": "transaction_id"}
_TABLES = """select c.relname, array_agg(quote_ident(a.attname) order by a.attnum) from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity = ''
  where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> all ($1) group by c.relname order by c.relname"""


@dataclass(frozen=True)
class Originals:
    """Families by kind, and the columns of their tables."""

    families: Mapping[str, Sequence[Family]]
    columns: Columns

    def rows_per_customer(self, kinds: Sequence[str], counted: tuple[str, str] | None = None) -> float:
        """Where customers are of these kinds in turn: over all tables, or of the one that is counted."""
        means = {kind: sum(each.rows_of(counted) for each in families) / len(families) for kind, families in self.families.items()}
        return sum(means[kind] for kind in kinds) / len(kinds)


@dataclass(frozen=True)
class _Made:
    account_id: str
    customer: Customer
    kind: str
    # Of its kind.
    index: int


async def make_originals(company: Company, rep: Person, seed: int) -> Sequence[tuple[str, str, Customer]]:
    """(kind, account id, customer) of each, once everything that follows from them has happened."""
    kinds = [(kind, index) for kind, count in (("known", KNOWN), ("deal", DEALS), ("contract", CONTRACTS)) for index in range(count)]
    made = []
    for number, (kind, index) in enumerate(kinds):
        one = customer(_FIRST - number, seed)
        account = await rep.post("/v1/accounts", {"name": one.company, "industry": "机械"})
        await rep.post("/v1/contacts", {"accountId": account["id"], "name": one.contact, "phone": one.phone})
        made.append(_Made(account["id"], one, kind, index))
    await company.world.settle()
    await _deals(company, rep, [each for each in made if each.kind != "known"])
    await _contracts(company, rep, [each for each in made if each.kind == "contract"])
    return [(each.kind, each.account_id, each.customer) for each in made]


async def _deals(company: Company, rep: Person, made: Sequence[_Made]) -> None:
    operations = await company.person("operations")
    processes = await operations.everything("/v1/salesProcesses", "salesProcesses")
    stages = [stage["key"] for each in processes if each["isDefault"] for stage in each["stages"]]
    today = company.world.clock.today(company.tenant_id)
    rows = []
    for each in made:
        days = 30 + 12 * each.index
        opportunity = {
            "name": f"{each.customer.normalized_name}产线",
            "accountId": each.account_id,
            "ownerId": rep.id,
            "expectedAmount": _yuan(300_000 + 10_000 * each.index),
            "openDate": _day(today - timedelta(days=days + 60)),
        }
        won = {"state": "OPPORTUNITY_STATE_WON", "closeDate": _day(today - timedelta(days=days))}
        history = won if each.kind == "contract" else {"stage": stages[each.index % (len(stages) - 1)]}
        rows.append({"opportunity": opportunity, "history": history})
    await _import(operations, "/v1/opportunities:batchCreate", rows)
    await company.world.settle()


async def _contracts(company: Company, rep: Person, made: Sequence[_Made]) -> None:
    """Signed between three weeks and a year and a half ago: every fourth one on credit, of the others half are accepted and all have paid
    something."""
    operations, cashier = await company.person("operations"), await company.person("cashier")
    today = company.world.clock.today(company.tenant_id)
    rows = []
    for each in made:
        signed, on_credit = today - timedelta(days=21 + 13 * each.index), each.index % 4 == 0
        days = {"SHIPPED": signed + timedelta(days=10 + each.index), "FINAL_ACCEPTANCE": signed + timedelta(days=20 + 5 * each.index)}
        if on_credit:
            days = {"ARRIVED": today - timedelta(days=1 + each.index)}
        contract = {
            "name": f"{each.customer.normalized_name}合同",
            "accountId": each.account_id,
            "ownerId": rep.id,
            "currency": "CNY",
            "legalEntityId": company.legal_entity_id,
            "lines": [{"description": "灌装线", "unitPrice": str(300_000 + 10_000 * each.index), "taxRate": "13"}],
            "terms": {"template": "monthly_60" if on_credit else "30/30/30/10"},
            "milestones": [
                {"kind": f"MILESTONE_KIND_{kind}", "plannedDate": _day(max(day, today + timedelta(days=30 + each.index)))}
                for kind, day in days.items()
            ],
        }
        reached = [(kind, day) for kind, day in days.items() if day < today and (on_credit or each.index % 2)]
        history = {
            "state": "CONTRACT_STATE_EFFECTIVE",
            "effectiveDate": _day(signed),
            "milestones": [{"kind": f"MILESTONE_KIND_{kind}", "actualDate": _day(day)} for kind, day in reached],
        }
        rows.append({"contract": contract, "history": history})
    contracts = await _import(operations, "/v1/contracts:batchCreate", rows)
    await company.world.settle()
    receipts = [
        {
            "receipt": {
                "legalEntityId": company.legal_entity_id,
                "customerId": each.account_id,
                "contractId": contract,
                "tender": "TENDER_BANK",
                "amount": _yuan((60_000, 101_700, 300_000)[each.index % 4 - 1]),
                "receivedDate": _day(today - timedelta(days=1 + each.index)),
            }
        }
        for each, contract in zip(made, contracts, strict=True)
        if each.index % 4
    ]
    came = await _import(cashier, "/v1/receipts:batchCreate", receipts, historical=False)
    accountant = await company.person("receivables_accountant")
    for receipt in came:
        await accountant.post(f"/v1/receipts/{receipt}:allocate")
    await company.world.settle()


async def _import(who: Person, path: str, rows: Sequence[Any], *, historical: bool = True) -> list[str]:
    reply = await who.post(path, {"requests": rows} | ({"historical": True} if historical else {}))
    refused = [verdict for verdict in reply["verdicts"] if not verdict.get("id")]
    if refused:
        raise ValueError(f"{path} refused {refused[0]}")
    return [verdict["id"] for verdict in reply["verdicts"]]


def _day(day: date) -> str:
    return day.isoformat()


def _yuan(amount: int) -> dict[str, str]:
    return {"currencyCode": "CNY", "amount": f"{amount}.00"}


# --- reading what was written ----------------------------------------------------------------------


async def read_originals(
    urls: Mapping[str, DatabaseUrls], made: Sequence[tuple[str, str, Customer]], services: Sequence[str] = ALL_SERVICES
) -> Originals:
    """What these services keep of them; what belongs together all of them say."""
    columns: dict[str, dict[str, list[str]]] = {}
    rows: dict[str, dict[str, Lines]] = {}
    for service in ALL_SERVICES:
        connection = await asyncpg.connect(urls[service].owner)
        tables = {row[0]: row[1] for row in await connection.fetch(_TABLES, list(_LEFT_OUT))}
        columns[service], rows[service] = tables, {}
        for table, names in tables.items():
            rows[service][table] = await _lines(connection, table, names)
        await connection.close()
    families: dict[str, list[Family]] = {}
    for kind, account_id, one in made:
        family = await asyncio.to_thread(family_of, account_id, one, rows, columns, _LINKS)
        if others := {other for _, other, _ in made} & set(family.ids) - {account_id}:
            raise ValueError(f"What is told of {account_id} tells of {others} too.")
        kept = {service: tables for service, tables in family.rows.items() if service in services}
        families.setdefault(kind, []).append(replace(family, rows=kept))
    return Originals(families, {service: columns[service] for service in services})


async def _lines(connection: "asyncpg.Connection[Any]", table: str, columns: Sequence[str]) -> Lines:
    output = BytesIO()
    await connection.copy_from_query(f'select {", ".join(columns)} from "{table}"', output=output)  # noqa: S608 - names from the catalogue
    return [line.split("\t") for line in output.getvalue().decode().split("\n")[:-1]]
