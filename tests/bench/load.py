"""Many customers in the services' own databases, streamed by COPY: each chunk with a mark in the same transaction, so that a load that was
killed goes on behind the last one that is whole."""

import asyncio
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, TextIO
from uuid import UUID

import asyncpg

from chassis.personal import TenantKeys
from chassis.personal_forms import PersonalKind
from chassis.service import Service
from chassis.tables import metadata as chassis_metadata
from tests.bench.customers import customer
from tests.bench.moulds import Mould, Person, Seal, Sealed
from tests.bench.originals import Originals
from tests.support.running import MASTER_KEY
from tests.support.world import service_named
from tools.stack.databases import DatabaseUrls

CHUNK = 500
# Text that COPY reads, to what it takes in tables and indexes (measured).
SWELLS = 3.0
# From so many on, indexes are made at the end: several times faster than row by row.
MANY = 20_000
# What the triggers of the tables themselves look things up with.
_NEEDED = ("ledger_entry_transaction_idx",)
_MARK = "create table if not exists bench_load (customers bigint not null, seed bigint not null, finished boolean not null default false)"
_PUT_OFF = """
create table if not exists bench_index (name text primary key, definition text not null);
insert into bench_index select c.relname, replace(pg_get_indexdef(c.oid), 'CREATE INDEX', 'CREATE INDEX IF NOT EXISTS')
  from pg_index i join pg_class c on c.oid = i.indexrelid
  where i.indrelid::regclass::text = any ($1) and not i.indisunique and c.relname <> all ($2)"""
_REPORTS_EVERY = 10.0


@dataclass(frozen=True)
class Work:
    """What is loaded: so many customers of these people, cast from originals of these kinds in turn."""

    originals: Originals
    kinds: Sequence[str]
    people: Sequence[Person]
    tenant_id: UUID
    begin: datetime
    customers: int
    seed: int


@dataclass
class _Place:
    """One service's database."""

    service: Service
    connection: "asyncpg.Connection[Any]"
    done: int


class Loader:
    def __init__(self, work: Work, urls: Mapping[str, DatabaseUrls], folder: Path, out: TextIO = sys.stderr) -> None:
        self._work, self._urls, self._folder, self._out = work, urls, folder, out
        services = {name: service_named(name) for name in work.originals.columns}
        self._services = services
        kept = {table.name for service in services.values() for table in service.metadata.sorted_tables if table.info.get("kept")}
        kept |= {table.name for table in chassis_metadata.sorted_tables if table.info.get("kept")}
        tenant, owner = str(work.tenant_id), work.people[0]
        self._moulds = {
            kind: [Mould(family, work.originals.columns, owner, tenant, kept) for family in families]
            for kind, families in work.originals.families.items()
        }
        # In this order nothing points to a row that is not there yet.
        self._order = {
            name: [table.name for table in (*chassis_metadata.sorted_tables, *service.metadata.sorted_tables) if table.name not in kept]
            for name, service in services.items()
        }
        self._seal = _sealing(work.tenant_id)

    def mould(self, number: int) -> Mould:
        """What the customer of that number is cast from."""
        kinds = self._work.kinds
        moulds = self._moulds[kinds[number % len(kinds)]]
        return moulds[(number * 7 + number // len(kinds)) % len(moulds)]

    def _mean(self, of: Callable[[Mould], int]) -> float:
        """For one customer."""
        means = {kind: sum(map(of, moulds)) / len(moulds) for kind, moulds in self._moulds.items()}
        return sum(means[kind] for kind in self._work.kinds) / len(self._work.kinds)

    async def run(self) -> None:
        """Raises OSError before anything is written where the disk is too small."""
        places = [_Place(self._services[name], await self._open(name), 0) for name in self._order]
        try:
            for place in places:
                place.done = await self._mark(place.connection)
            first = min(place.done for place in places)
            if first < self._work.customers:
                self._check_disk(first)
                await self._stream(places, first)
            await asyncio.gather(*(self._finish(place) for place in places))
        finally:
            for place in places:
                await place.connection.close()

    async def _open(self, name: str) -> "asyncpg.Connection[Any]":
        settings = {"maintenance_work_mem": "512MB", "synchronous_commit": "off", "statement_timeout": "0"}
        return await asyncpg.connect(self._urls[name].owner, server_settings=settings)

    async def _mark(self, connection: "asyncpg.Connection[Any]") -> int:
        """How many customers are there."""
        await connection.execute(_MARK)
        found = await connection.fetchrow("select customers, seed from bench_load")
        if found is None:
            await connection.execute("insert into bench_load values (0, $1)", self._work.seed)
            return 0
        if found["seed"] != self._work.seed:
            raise ValueError(f"These rows were made by seed {found['seed']}; take that, or another folder.")
        return int(found["customers"])

    def _check_disk(self, first: int) -> None:
        count = self._work.customers - first
        needed, free = int(count * self._mean(lambda mould: mould.size) * SWELLS), shutil.disk_usage(self._folder).free
        rows = count * self._mean(lambda mould: mould.rows)
        self._say(f"{count:,} customers, about {rows:,.0f} rows; they take about {needed / 1e9:.1f} GB of {free / 1e9:.1f}")
        if needed > free * 0.9:
            raise OSError(f"{needed / 1e9:.1f} GB are needed and {free / 1e9:.1f} are free; take fewer rows, or a folder on another disk.")

    async def _stream(self, places: Sequence[_Place], first: int) -> None:
        if self._work.customers - first > MANY:
            for place in places:
                await self._put_off_indexes(place)
        began = told = time.monotonic()
        rows = 0
        writing: asyncio.Future[list[None]] = asyncio.gather(*[asyncio.sleep(0)])
        for start in range(first, self._work.customers, CHUNK):
            end = min(start + CHUNK, self._work.customers)
            made = await asyncio.to_thread(self._chunk, start, end)
            await writing
            writing = asyncio.gather(*(self._write(place, made, end) for place in places))
            rows += sum(text.count("\n") for text in made.values())
            if time.monotonic() - told > _REPORTS_EVERY:
                told = time.monotonic()
                left = (told - began) * (self._work.customers - end) / (end - first)
                self._say(f"{end:,} of {self._work.customers:,} customers, {rows / (told - began):,.0f} rows/s, {left / 60:.1f} min left")
        await writing
        self._say(f"{rows:,} rows in {time.monotonic() - began:.0f} s")

    def _chunk(self, start: int, end: int) -> dict[tuple[str, str], str]:
        """The rows of some customers, by service and table."""
        work, texts = self._work, dict[tuple[str, str], list[str]]()
        for number in range(start, end):
            person = work.people[number % len(work.people)]
            made = self.mould(number).cast(customer(number, work.seed), person, work.begin, self._seal)
            for place, text in made.items():
                texts.setdefault(place, []).append(text)
        return {place: "".join(each) for place, each in texts.items()}

    async def _write(self, place: _Place, made: Mapping[tuple[str, str], str], end: int) -> None:
        if place.done >= end:
            return
        name, connection = place.service.name, place.connection
        async with connection.transaction():
            for table in self._order[name]:
                if text := made.get((name, table)):
                    columns = [column.strip('"') for column in self._work.originals.columns[name][table]]
                    await connection.copy_to_table(table, source=BytesIO(text.encode()), columns=columns)
            await connection.execute("update bench_load set customers = $1, finished = false", end)
        place.done = end

    async def _put_off_indexes(self, place: _Place) -> None:
        tables = sorted(
            {table for moulds in self._moulds.values() for mould in moulds for name, table in mould.forms if name == place.service.name}
        )
        async with place.connection.transaction():
            *first, last = _PUT_OFF.split(";")
            await place.connection.execute(";".join(first))
            await place.connection.execute(f"{last} on conflict do nothing", tables, list(_NEEDED))
            for row in await place.connection.fetch("select name from bench_index"):
                await place.connection.execute(f'drop index if exists "{row["name"]}"')

    async def _finish(self, place: _Place) -> None:
        """Makes the indexes that were put off, and lets the database look at what it has."""
        connection, began = place.connection, time.monotonic()
        if await connection.fetchval("select finished from bench_load"):
            return
        if await connection.fetchval("select to_regclass('bench_index')") is not None:
            for row in await connection.fetch("select name, definition from bench_index order by name"):
                await connection.execute(row["definition"])
                await connection.execute("delete from bench_index where name = $1", row["name"])
        await connection.execute("vacuum (analyze)")
        await connection.execute("update bench_load set finished = true")
        if (took := time.monotonic() - began) > _REPORTS_EVERY:
            self._say(f"{place.service.name}: indexes and statistics in {took:.0f} s")

    def _say(self, what: str) -> None:
        self._out.write(f"  load    {what}\n")
        self._out.flush()


def _sealing(tenant_id: UUID) -> Seal:
    """As chassis.vault seals the values of a new person."""
    keys = TenantKeys(MASTER_KEY, tenant_id)

    def seal(person_id: UUID, phone: str) -> Sealed:
        wrapped = keys.new_person_key(person_id)
        return Sealed(keys.open_person_key(person_id, wrapped).seal(PersonalKind.PHONE, phone), wrapped)

    return seal
