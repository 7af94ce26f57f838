"""The import as a whole: its steps in their order, and what it found."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import httpx

from tools.api.batches import AT_ONCE
from tools.api.client import Client
from tools.api.keep import Keep
from tools.api.progress import Bars
from tools.import_crm.bodies import Bodies, Ids
from tools.import_crm.book import Book
from tools.import_crm.catalogue import make_catalogue
from tools.import_crm.checks import Check, Imported, check_numbers
from tools.import_crm.company import Company, administrator
from tools.import_crm.deals import make_deals
from tools.import_crm.findings import Findings
from tools.import_crm.mapping import Mapping
from tools.import_crm.people import make_people, make_staff
from tools.import_crm.reading import read_book
from tools.import_crm.receipts import make_receipts
from tools.import_crm.sight import check_sight

REJECTED = "rejected.csv"
# A batch may wait for others before it is worked on.
TIMEOUT = httpx.Timeout(60)


@dataclass(frozen=True)
class Order:
    """What is imported, and where to."""

    folder: Path
    mapping: Mapping
    address: str
    company: Company
    # Where sign-ins and rejected rows are kept, for this company alone.
    keep: Path


@dataclass(frozen=True)
class Outcome:
    imported: Imported
    findings: Findings
    checks: list[Check]
    order: Order

    @property
    def agrees(self) -> bool:
        return all(check.holds for check in self.checks)


async def import_book(order: Order, bars: Bars) -> Outcome:
    """Raises Trouble, or Refused, when it cannot go on; the same order then goes on from there."""
    book, findings = await asyncio.to_thread(read_book, order.folder, order.mapping)
    bodies = Bodies(order.mapping, Ids())
    try:
        imported, checks = await _import(order, book, bodies, findings, bars)
    finally:
        findings.write(order.keep / REJECTED)
    return Outcome(imported, findings, checks, order)


async def _import(order: Order, book: Book, bodies: Bodies, findings: Findings, bars: Bars) -> tuple[Imported, list[Check]]:
    keep, limits = Keep.of(order.keep), httpx.Limits(max_connections=2 * AT_ONCE, max_keepalive_connections=2 * AT_ONCE)
    async with httpx.AsyncClient(base_url=order.address, timeout=TIMEOUT, limits=limits) as http:
        door = Client(http)
        chief = await administrator(door, order.company, order.mapping, keep)
        await make_people(chief, book, bodies, bars)
        staff = await make_staff(door, chief, order.company.code, bodies, keep, bars)
        await make_catalogue(staff.operations, book, bodies, findings, bars)
        await make_deals(staff.operations, book, bodies, findings, bars)
        await make_receipts(staff, book, bodies, findings, bars)
        imported = Imported(book, bodies, alone=order.company.sign_in is None)
        checks = await check_numbers(staff.accountant, imported, bars)
        checks += await check_sight(door, chief, imported, bars)
    return imported, checks
