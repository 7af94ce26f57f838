"""The plans of the statements that services really send: PostgreSQL's auto_explain writes them into its log, with what they read."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.support.servers import Servers

_SETTINGS = {
    "session_preload_libraries": "auto_explain",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_timing": "off",
    "auto_explain.log_format": "json",
    # What functions do, as searches are.
    "auto_explain.log_nested_statements": "on",
}
_BEGIN = re.compile(r"^\S+ \S+ UTC \[\d+\] (?P<role>\w+)@(?P<database>\w+) LOG:  duration: \S+ ms  plan:$")
_END = b"\n\t}\n"
# What asyncpg asks the catalogue when a connection is new.
_DRIVERS = "WITH RECURSIVE typeinfo_tree("


@dataclass(frozen=True)
class Ran:
    """A statement, and how it was run."""

    role: str
    database: str
    sql: str
    plan: dict[str, Any]

    @property
    def nodes(self) -> Iterator[dict[str, Any]]:
        waiting = [self.plan]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += node.get("Plans", ())

    @property
    def returned(self) -> int:
        return int(self.plan["Actual Rows"])

    @property
    def read(self) -> int:
        """Rows of tables that were looked at, whether they were kept or not."""
        removed = ("Rows Removed by Filter", "Rows Removed by Index Recheck")
        return sum(
            int((node["Actual Rows"] + sum(node.get(name, 0) for name in removed)) * node["Actual Loops"])
            for node in self.nodes
            if "Relation Name" in node
        )

    @property
    def scanned(self) -> set[str]:
        """Tables that were read from end to end."""
        return {node["Relation Name"] for node in self.nodes if node["Node Type"] == "Seq Scan"}


class AutoExplain:
    """What ran since the last look, of the databases that it was turned on for."""

    def __init__(self, servers: Servers) -> None:
        self._servers, self._log = servers, servers.postgres.process.log
        self._seen = self._log.stat().st_size

    def turn_on(self, databases: Iterable[str]) -> None:
        """For sessions that begin from now on."""
        statements = [f"alter database {name} set {key} = '{value}'" for name in databases for key, value in _SETTINGS.items()]
        self._servers.postgres.databases.sql(*statements)

    def take(self) -> list[Ran]:
        with self._log.open("rb") as log:
            log.seek(self._seen)
            text = log.read()
        # The server may be in the middle of a plan.
        whole = text[: text.rfind(_END) + len(_END)] if _END in text else b""
        self._seen += len(whole)
        return list(_read(whole.decode().split("\n")))


def _read(lines: Iterable[str]) -> Iterator[Ran]:
    begun: re.Match[str] | None = None
    body: list[str] = []
    for line in [*lines, ""]:
        if begun is not None and line.startswith("\t"):
            body.append(line)
            continue
        if begun is not None:
            told = json.loads("\n".join(body))
            if not told["Query Text"].startswith(_DRIVERS):
                yield Ran(begun["role"], begun["database"], told["Query Text"], told["Plan"])
        begun, body = _BEGIN.match(line), []
