"""Real PostgreSQL and NATS for a test session, the same that `make up` starts, with nothing written to disk for good.

Each worker of a parallel run has a pair of its own. In it every test gets fresh databases, and a room of NATS whose streams nobody else
sees. A run that was killed leaves its servers behind; the next run ends them.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psutil

from tools.stack.databases import DatabaseUrls
from tools.stack.nats import Nats
from tools.stack.ports import any_free
from tools.stack.postgres import Postgres
from tools.stack.process import Process

PREFIX = "daozhang-tests-"
ROOMS = 400


@dataclass
class Servers:
    """A pair of servers, and whatever a test needs of them. `postgres` and `nats` can be killed and restarted by whoever owns the pair."""

    postgres: Postgres
    nats: Nats
    _numbers: Iterator[int] = field(default_factory=count)
    _rooms: Iterator[int] = field(default_factory=lambda: iter(range(ROOMS)))

    def create_database(self, service: str, template: str | None = None) -> DatabaseUrls:
        """A fresh database for a service, empty or a copy of `template` (the name of another one that nobody is connected to)."""
        return self.postgres.databases.create(service, name=f"{service}_{next(self._numbers)}", template=template)

    def drop_database(self, urls: DatabaseUrls) -> None:
        self.postgres.databases.drop(urls.name)

    def nats_url(self) -> str:
        """A room of NATS without streams, for somebody who may do everything in it."""
        return self.nats.url(next(self._rooms))

    def nats_urls(self) -> Callable[[str], str]:
        """A room of NATS without streams, for each member as itself."""
        room = next(self._rooms)
        return lambda member: self.nats.url(room, member=member)


@contextmanager
def running_servers() -> Iterator[Servers]:
    """Starts a pair in a temporary folder and deletes it in the end."""
    with temporary_folder() as folder:
        servers = _servers(folder)
        try:
            servers.postgres.start()
            servers.nats.start()
            yield servers
        finally:
            servers.nats.kill()
            servers.postgres.kill()


@contextmanager
def kept_servers(folder: Path) -> Iterator[Servers]:
    """Starts a pair whose databases stay in the folder for the next time; what NATS held does not. Those of a run that was killed are
    ended first: they listen elsewhere."""
    folder.mkdir(parents=True, exist_ok=True)
    servers = _servers(folder)
    servers.nats.kill()
    servers.postgres.stop()
    shutil.rmtree(folder / "nats", ignore_errors=True)
    try:
        servers.postgres.start()
        servers.nats.start()
        yield servers
    finally:
        servers.nats.kill()
        servers.postgres.stop()


def _servers(folder: Path) -> Servers:
    run, logs = folder / "run", folder / "logs"
    postgres = Postgres(folder / "postgres", port=any_free(), durable=False, run=run, logs=logs)
    return Servers(postgres, Nats(folder / "nats", port=any_free(), durable=False, rooms=ROOMS, run=run, logs=logs))


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that the servers' account may pass through, and that the next run clears if this one is killed."""
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def end_what_killed_runs_left() -> None:
    """Ends the processes of test sessions that are gone, and deletes their folders."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
        owner = folder.name.removeprefix(PREFIX).split("-")[0]
        if not owner.isdigit() or psutil.pid_exists(int(owner)):
            continue
        for pid_file in folder.rglob("run/*.pid"):
            Process(pid_file.stem, run=pid_file.parent, logs=folder).kill()
        shutil.rmtree(folder, ignore_errors=True)
