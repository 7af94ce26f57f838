"""Tryton from PyPI in a virtual environment of its own, on a database of the same PostgreSQL server."""

import base64
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from tests.bench.wire import Wire, request
from tests.support.servers import Servers
from tools.stack.ports import HOST, any_free

PACKAGES = ("trytond>=8.0,<8.1", "trytond_sale_opportunity>=8.0,<8.1", "trytond_account_dunning>=8.0,<8.1", "psycopg[binary,pool]")
MODULES = ("sale_opportunity", "account_dunning")
DATABASE, PASSWORD = "tryton", "correct horse battery"
_FILL = Path(__file__).parent / "fill.py"
_STARTS_WITHIN = 60.0


@dataclass(frozen=True)
class Tryton:
    """A server with opportunities, and somebody who is signed in there."""

    pid: int
    known: dict[str, int]
    authorization: str
    wire: Wire

    async def call(self, method: str, *parameters: Any) -> Any:
        """The result of a JSON-RPC. Raises RuntimeError for a refusal."""
        context = {"company": self.known["company"], "employee": self.known["employee"]}
        body = json.dumps({"id": 1, "method": method, "params": [*parameters, context]}).encode()
        reply = json.loads(await self.wire.ask(request("POST", f"/{DATABASE}/rpc/", body, authorization=self.authorization)))
        if "error" in reply:
            raise RuntimeError(f"{method}: {reply['error']}")
        return reply["result"]


@contextmanager
def tryton(servers: Servers, folder: Path, opportunities: int) -> Iterator[Tryton]:
    """Installs what is missing, makes the database where there is none, and serves it."""
    programs, port = _installed(folder / "venv"), any_free()
    configuration = folder / "trytond.conf"
    server = urlsplit(servers.postgres.administrator_url)
    configuration.write_text(f"[database]\nuri = {server.scheme}://{server.netloc}/\n[web]\nlisten = {HOST}:{port}\n")
    known = _database(servers, programs, configuration, opportunities)
    with (folder / "trytond.log").open("ab") as log:
        process = subprocess.Popen([programs / "trytond", "-c", configuration, "-d", DATABASE], stdout=log, stderr=log)
    try:
        session = _signed_in(f"http://{HOST}:{port}/{DATABASE}/rpc/", process)
        yield Tryton(process.pid, known, f"Session {base64.b64encode(session.encode()).decode()}", Wire(port))
    finally:
        process.terminate()
        process.wait()


def _installed(place: Path) -> Path:
    """The folder of its programs."""
    done = place / "installed"
    if not done.exists() or done.read_text() != " ".join(PACKAGES):
        subprocess.run([sys.executable, "-m", "venv", "--clear", place], check=True)
        subprocess.run([place / "bin" / "pip", "install", "--quiet", *PACKAGES], check=True)
        done.write_text(" ".join(PACKAGES))
    return place / "bin"


def _database(servers: Servers, programs: Path, configuration: Path, opportunities: int) -> dict[str, int]:
    databases = servers.postgres.databases
    if DATABASE not in databases.identities():
        databases.sql(f"create database {DATABASE}")
    secret = configuration.with_name("password")
    secret.write_text(PASSWORD)
    command: list[str | Path] = [
        programs / "trytond-admin",
        "-c",
        configuration,
        "-d",
        DATABASE,
        "--email",
        "admin@tryton.example",
        "-u",
        *MODULES,
    ]
    environment = os.environ | {"TRYTONPASSFILE": str(secret)}
    subprocess.run([*command, "--activate-dependencies"], check=True, capture_output=True, env=environment)
    filled: list[str | Path] = [programs / "python", _FILL, configuration, DATABASE, str(opportunities)]
    found: dict[str, int] = json.loads(subprocess.run(filled, check=True, capture_output=True, text=True).stdout)
    return found


def _signed_in(url: str, process: "subprocess.Popen[bytes]") -> str:
    """What a session is named by in the header."""
    body = json.dumps({"id": 1, "method": "common.db.login", "params": ["admin", {"password": PASSWORD}]}).encode()
    ends = time.monotonic() + _STARTS_WITHIN
    while True:
        try:
            with urlopen(Request(url, body, {"content-type": "application/json"}), timeout=30) as reply:  # noqa: S310 - our own address
                user, session, *_ = json.load(reply)["result"]
                return f"admin:{user}:{session}"
        except OSError as error:
            if process.poll() is not None or time.monotonic() > ends:
                raise RuntimeError(f"Tryton does not answer: {error}") from error
            time.sleep(0.2)
