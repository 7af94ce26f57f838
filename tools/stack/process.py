"""One process that outlives the command that started it, found again by its pid file."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from tools.stack.account import Account
from tools.stack.trouble import Trouble, explained

LARGEST_LOG = 20 * 1024 * 1024


@dataclass(frozen=True)
class Note:
    """What a pid file says."""

    pid: int
    command: list[str]
    version: str


class Process:
    """A server or a member: started in its own session, with a log file, stopped by its own pid and nothing else.

    The pid file keeps the command line beside the pid, so that a number which the system has given to another program since is
    never taken for ours, whatever the clock did.
    """

    def __init__(self, name: str, *, run: Path, logs: Path) -> None:
        self.name = name
        self.pid_file = run / f"{name}.pid"
        self.log = logs / f"{name}.log"
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The pid while the process runs."""
        if self._child is not None:
            if self._child.poll() is None:
                return self._child.pid
            self._child = None
        note = self._note()
        if note is None:
            return None
        try:
            process = psutil.Process(note.pid)
            ours = process.cmdline() == note.command and process.status() != psutil.STATUS_ZOMBIE
        except psutil.Error:
            return None
        return process.pid if ours else None

    @property
    def running(self) -> bool:
        return self.pid is not None

    @property
    def version(self) -> str:
        """What the caller of `start` said of the program's version; empty where nothing was ever started."""
        note = self._note()
        return note.version if note else ""

    def start(
        self, command: Sequence[str], *, environment: Mapping[str, str] | None = None, account: Account | None = None, version: str = ""
    ) -> None:
        """Starts the program; whether it is ready is for the caller to find out."""
        with explained(f"starting {self.name}"):
            self.pid_file.parent.mkdir(parents=True, exist_ok=True)
            self.log.parent.mkdir(parents=True, exist_ok=True)
            if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
                self.log.replace(self.log.with_suffix(".log.1"))
            with self.log.open("ab") as output:
                self._child = subprocess.Popen(
                    list(command),
                    env=dict(environment) if environment is not None else None,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    cwd="/",
                    start_new_session=True,
                    user=account.uid if account else None,
                    group=account.gid if account else None,
                    extra_groups=[] if account else None,
                )
            self._write(Note(self._child.pid, list(command), version))

    def stop(self, *, with_signal: signal.Signals = signal.SIGTERM, patience: float = 20) -> bool:
        """Asks the process to end and waits; says whether it did so by itself. One that does not within `patience` seconds is killed."""
        self._send(with_signal)
        gone = self.wait_until_gone(patience)
        if not gone:
            self.kill()
        self.pid_file.unlink(missing_ok=True)
        return gone

    def kill(self) -> None:
        """Ends the process at once, as a power failure would."""
        self._send(signal.SIGKILL)
        if not self.wait_until_gone(10):
            raise Trouble(f"{self.name} (pid {self.pid}) does not end; the system keeps it waiting for something")
        self.pid_file.unlink(missing_ok=True)

    def wait_until_gone(self, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while self.running:
            if time.monotonic() > end:
                return False
            time.sleep(0.02)
        return True

    def _send(self, what: signal.Signals) -> None:
        pid = self.pid
        if pid is None:
            return
        try:
            os.kill(pid, what)
        except ProcessLookupError:
            return  # it ended in between, which is what was wanted
        except PermissionError as error:
            raise Trouble(f"{self.name} (pid {pid}) belongs to another user; stop it as that user") from error

    def _note(self) -> Note | None:
        try:
            return Note(**json.loads(self.pid_file.read_text()))
        except (FileNotFoundError, ValueError, TypeError):
            return None  # never started, or interrupted while the file was written: both mean that we know of no process

    def _write(self, note: Note) -> None:
        beside = self.pid_file.with_suffix(".pid.new")
        beside.write_text(json.dumps(asdict(note)))
        beside.replace(self.pid_file)
