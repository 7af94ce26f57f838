"""What the three roles may do, as PostgreSQL itself says after the migrations: read from its catalogue, not from our models."""

import asyncio

import pytest

from chassis import tables as chassis
from chassis.service import Service
from tests.contract.catalogue import VERSIONS, Catalogue
from tests.support.running import migrated
from tests.support.servers import Servers

EVERYTHING = frozenset(("select", "insert", "update", "delete"))
# Rows that say what happened; nobody changes them.
APPEND_ONLY = {
    "audit",
    "plan_version",
    "monthly_line",
    "allocation",
    "late_interest_day",
    "ledger_transaction",
    "ledger_entry",
    "assignment_decision",
    "duplicate_check",
    "account_claim",
    "bill_step",
    "invoice_step",
    "opening_balance_line",
}
# Rows that triggers keep; nobody writes them.
KEPT = {"share", "funnel_cell", "ledger_account", "ageing_cell", "owed_total"}
WORKER = {
    "outbox": {"select", "update", "delete"},
    "inbox": {"select", "delete"},
    "idempotency": {"select", "delete"},
    "dead_letter": {"select", "update"},
    "timer": {"select", "update"},
    "copy_tenant": {"select"},
    VERSIONS: {"select"},
}
OF_THIS_TENANT = "(tenant_id = ( SELECT app_tenant() AS app_tenant))"
FIXED_PATH = "search_path=public, pg_temp"


@pytest.fixture(scope="module")
def catalogue(service: Service, servers: Servers) -> Catalogue:
    async def read() -> Catalogue:
        return await Catalogue.read(service, (await migrated(servers, service)).owner)

    return asyncio.run(read())


def test_every_table_of_the_models_is_there_and_no_other(catalogue: Catalogue, service: Service) -> None:
    models = {table.name for metadata in (chassis.metadata, service.metadata) for table in metadata.sorted_tables}
    assert catalogue.tables.keys() == {*models, VERSIONS}


def test_every_row_belongs_to_a_tenant_and_is_secured(catalogue: Catalogue) -> None:
    """Not forced: functions that run as the owner see past the policies, and say the tenant themselves."""
    for name, table in catalogue.tables.items():
        assert table["owner"] == catalogue.owner, name
        assert table["of_tenant"] is table["secured"] is (name != VERSIONS), name
        assert not table["forced"], name


def test_app_may_do_with_each_table_what_its_rows_are_for(catalogue: Catalogue) -> None:
    for name, table in catalogue.tables.items():
        assert table["append_only"] is (name in APPEND_ONLY), name
        assert catalogue.may(catalogue.app, name) == _rights_of_app(name), name


def _rights_of_app(table: str) -> frozenset[str]:
    if table == VERSIONS:
        return frozenset()
    if table in KEPT:
        return frozenset(("select",))
    return EVERYTHING - {"update", "delete"} if table in APPEND_ONLY else EVERYTHING


def test_app_meets_rows_of_its_tenant_alone_and_reads_those_of_its_scope(catalogue: Catalogue) -> None:
    for name, table in catalogue.tables.items():
        policies = catalogue.policies_of(name, catalogue.app)
        assert policies.keys() == catalogue.may(catalogue.app, name), name
        for command, policy in policies.items():
            seen, written = policy["qual"], policy["with_check"]
            if command == "select" and table["shared"] and not name.startswith("copy_"):
                assert seen.startswith("((( SELECT app_tenant() AS app_tenant) = tenant_id) AND\nCASE"), name
                assert seen.endswith("ELSE false\nEND)"), name
            else:
                assert seen == (None if command == "insert" else OF_THIS_TENANT), name
            assert written == (OF_THIS_TENANT if command in ("insert", "update") else None), name


def test_worker_reaches_what_it_relays_and_cleans_and_nothing_else(catalogue: Catalogue) -> None:
    for name in catalogue.tables:
        assert catalogue.may(catalogue.worker, name) == WORKER.get(name, set()), name
        assert bool(catalogue.policies_of(name, catalogue.worker)) is (name in WORKER.keys() - {VERSIONS}), name


def test_nobody_else_has_any_right(catalogue: Catalogue) -> None:
    assert {grantee for _, grantee in catalogue.rights} == {catalogue.app, catalogue.worker}
    assert {table for table, _ in catalogue.rights} <= catalogue.tables.keys()
    assert not catalogue.column_rights
    assert {role for policy in catalogue.policies for role in policy["roles"]} == {catalogue.app, catalogue.worker}


def test_app_and_worker_are_ordinary_roles(catalogue: Catalogue) -> None:
    assert [(role["powerful"], role["member_of"]) for role in catalogue.roles] == [(False, [])] * 2


def test_what_runs_as_the_owner_is_called_by_app_alone_and_looks_where_it_was_told(catalogue: Catalogue) -> None:
    """Triggers are called by nobody: whoever may execute one could hang it on a table of their own."""
    as_owner = [function for function in catalogue.functions if function["as_owner"]]
    assert as_owner
    for function in as_owner:
        assert FIXED_PATH in function["settings"], function["name"]
        assert function["callers"] == ([] if function["is_trigger"] else [catalogue.app]), function["name"]


def test_every_constraint_that_is_given_a_meaning_exists(catalogue: Catalogue, service: Service) -> None:
    assert service.constraints.keys() <= catalogue.constraints
