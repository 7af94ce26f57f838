"""What `make migration` drafts takes a service to its models, and back."""

import asyncio
import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Column, Date, ForeignKey, Index, MetaData, Table, Text, Uuid, text

from accounts.service import SERVICE
from chassis.migration import downgrade, upgrade
from chassis.service import Service
from tools.schema.__main__ import drafted
from tools.schema.lint import complaints
from tools.schema.made import made_in
from tools.stack.databases import DatabaseUrls

Create = Callable[[str], DatabaseUrls]


@pytest.fixture
def service(tmp_path: Path) -> Service:
    """The customers' service with migrations and models of its own, the same as the real one's until a test changes them."""
    migrations = shutil.copytree(SERVICE.migrations, tmp_path / "migrations")
    metadata = MetaData()
    for table in SERVICE.metadata.sorted_tables:
        table.to_metadata(metadata)
    return dataclasses.replace(SERVICE, migrations=migrations, metadata=metadata)


@pytest.fixture
def draft(service: Service, create_database: Create) -> Callable[[], Path | None]:
    return lambda: drafted(service, "visits", *(create_database(service.name).owner for _ in range(2)))


def add_visits(metadata: MetaData) -> None:
    visit = Table(
        "visit",
        metadata,
        Column("id", Uuid, primary_key=True),
        Column("tenant_id", Uuid, nullable=False),
        Column("account_id", Uuid, ForeignKey("account.id"), nullable=False),
        Column("visit_date", Date, nullable=False),
    )
    Index("visit_account_idx", visit.c.tenant_id, visit.c.account_id)
    metadata.tables["account"].append_column(Column("visits", Text, nullable=False, server_default=text("''")))


def test_where_nothing_differs_nothing_is_drafted(draft: Callable[[], Path | None], capsys: pytest.CaptureFixture[str]) -> None:
    assert draft() is None
    assert "come to what its models describe" in capsys.readouterr().out


async def test_a_draft_takes_the_schema_to_the_models_and_back(
    service: Service, draft: Callable[[], Path | None], create_database: Create
) -> None:
    add_visits(service.metadata)
    before = create_database(service.name)
    await asyncio.to_thread(upgrade, service.migrations, before.owner)
    made = await made_in(before.owner)
    written = await asyncio.to_thread(draft)
    assert written is not None
    await asyncio.to_thread(upgrade, service.migrations, before.owner)
    assert {"policy visit.app_select", "index visit_account_idx", "column account.visits"} <= (await made_in(before.owner)).keys()
    await asyncio.to_thread(downgrade, service.migrations, before.owner, "-1")
    assert await made_in(before.owner) == made


def test_it_says_what_is_to_be_written_by_hand(
    draft: Callable[[], Path | None], service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    service.metadata.tables["account"].info["append_only"] = True
    draft()
    said = capsys.readouterr().out
    assert "to do: trigger account.append_only is missing" in said


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("alter table account drop column tier;", "ban-drop-column"),
        ("alter table account rename column tier to rank;", "renaming-column"),
        ("alter table account alter column name type varchar(80);", "changing-column-type"),
        ("alter table account add column rank text not null;", "adding-required-field"),
        ("create index account_rank_idx on account (tier);", "require-concurrent-index-creation"),
    ],
)
def test_what_would_break_the_release_before_or_lock_a_table_is_named(service: Service, statement: str, rule: str) -> None:
    (service.migrations / "versions" / "0009_wrong.sql").write_text(f"{statement}\n")
    assert [complaint.split()[1] for complaint in complaints(service) if "0009" in complaint] == [f"{rule}:"]


async def test_an_index_is_made_while_others_write(service: Service, create_database: Create) -> None:
    """`create index concurrently` runs in no transaction."""
    versions = service.migrations / "versions"
    newest = max(versions.glob("*.py"))
    number = newest.name[:4]
    following = newest.read_text().replace(f'revision = "{number}"', 'revision = "0900"', 1)
    following = following.replace(
        next(line for line in following.splitlines() if line.startswith("down_revision")), f'down_revision = "{number}"'
    )
    (versions / "0900_index.py").write_text(
        following.replace("drop_everything()", "run_down(__file__)").replace("drop_everything", "run_down")
    )
    (versions / "0900_index.sql").write_text(
        "-- outside a transaction\ncreate index concurrently if not exists account_rank_idx on account (tenant_id, tier);\n"
        "\n-- down\ndrop index account_rank_idx;\n"
    )
    urls = create_database(service.name)
    await asyncio.to_thread(upgrade, service.migrations, urls.owner)
    assert "index account_rank_idx" in await made_in(urls.owner)
    assert not [complaint for complaint in complaints(service) if "0900" in complaint]
    await asyncio.to_thread(downgrade, service.migrations, urls.owner, "-1")
    assert "index account_rank_idx" not in await made_in(urls.owner)
