"""How PostgreSQL runs a statement: what it read, and how."""

import json
from collections.abc import Iterator
from typing import Any

import asyncpg
from sqlalchemy import CompoundSelect, Select
from sqlalchemy.dialects.postgresql.asyncpg import dialect

from chassis.database import settings
from chassis.scope import Scope


class Plan:
    """What was done to run a statement, as far as one table is concerned."""

    def __init__(self, root: dict[str, Any], table: str) -> None:
        self.root, self.table = root, table
        self.nodes = list(self._walk(root))

    def _walk(self, node: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield node
        for child in node.get("Plans", ()):
            yield from self._walk(child)

    @property
    def rows(self) -> int:
        """What the statement gave."""
        return int(self.root["Actual Rows"])

    @property
    def scans_all(self) -> bool:
        return any(node["Node Type"] == "Seq Scan" and node["Relation Name"] == self.table for node in self.nodes)

    @property
    def rows_read(self) -> int:
        """Rows of the table that were looked at, whether they were kept or not."""
        return sum(
            int(node["Actual Rows"] * node["Actual Loops"]) + int(node.get("Rows Removed by Filter", 0) * node["Actual Loops"])
            for node in self.nodes
            if node.get("Relation Name") == self.table
        )

    @property
    def rows_sorted(self) -> int:
        sorts = [node for node in self.nodes if node["Node Type"] in ("Sort", "Incremental Sort")]
        return max((int(node["Plans"][0]["Actual Rows"] * node["Plans"][0]["Actual Loops"]) for node in sorts), default=0)


async def explained(
    connection: "asyncpg.Connection[Any]", scope: Scope, statement: Select[Any] | CompoundSelect[Any], table: str, *, generic: bool = False
) -> Plan:
    """Runs the statement as the service does: under the row policies, with parameters. The connection is that of `app`."""
    text, arguments = plain(statement)
    async with connection.transaction():
        await enter(connection, scope)
        await connection.execute(f"set local plan_cache_mode = force_{'generic' if generic else 'custom'}_plan")
        found = await connection.fetchval(f"explain (analyze, format json) {text}", *arguments)
    return Plan(json.loads(found)[0]["Plan"], table)


def plain(statement: Select[Any] | CompoundSelect[Any]) -> tuple[str, list[Any]]:
    """The statement as asyncpg takes it: with $1 in it, and what that stands for."""
    compiled = statement.compile(dialect=dialect(), compile_kwargs={"render_postcompile": True})  # type: ignore[no-untyped-call]
    return compiled.string, [compiled.params[name] for name in compiled.positiontup or ()]


async def enter(connection: "asyncpg.Connection[Any]", scope: Scope) -> None:
    """Tenant, person, scope and teams for the running transaction, as chassis.database.enter sets them."""
    chosen = settings(scope)
    for name, key in (("tenant_id", "tenant"), ("user_id", "person"), ("scope", "reach"), ("team_ids", "teams")):
        await connection.execute("select set_config($1, $2, true)", f"app.{name}", chosen[key])
