"""The data folder: everything that one installation keeps."""

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools.stack.account import ELSEWHERE
from tools.stack.trouble import Trouble, explained

MEBIBYTE = 1024 * 1024
ROOM_FOR_A_NEW_ONE = 500 * MEBIBYTE
ROOM_TO_GO_ON = 100 * MEBIBYTE


class DataFolder:
    """Where things lie. Secrets are readable by their owner alone; every file is written whole or not at all."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.marker = self.path / "installation.json"
        self.secrets = self.path / "secrets"
        self.certificates = self.secrets / "tls"
        self.trusted = self.path / "trusted"
        self.postgres = self.path / "postgres"
        self.nats = self.path / "nats"
        self.prometheus = self.path / "prometheus"
        self.attachments = self.path / "attachments"
        self.run = self.path / "run"
        self.logs = self.path / "logs"

    @property
    def exists(self) -> bool:
        return self.marker.exists()

    def prepare(self, *, room: int | None = None) -> None:
        """Makes the folder ready to be worked in.

        Refuses a folder that holds something else, and a disk with less than `room` bytes free.
        """
        if self.path.exists() and not self.exists and any(entry.name != ".lock" for entry in self.path.iterdir()):
            raise Trouble(f"{self.path} holds something that is not an installation; name another folder: make up DATA=...")
        with explained(f"making {self.path}"):
            self.path.mkdir(parents=True, exist_ok=True)
            self._demand_room(room)
            self.path.chmod(0o711)
            if not self.exists:  # first, so that a run which is interrupted from here on finds the folder to be its own
                self.write(self.marker, json.dumps({"ports": {}}))
            for folder, mode in (
                (self.secrets, 0o700),
                (self.trusted, 0o755),
                (self.attachments, 0o700),
                (self.run, 0o755),
                (self.logs, 0o700),
            ):
                folder.mkdir(exist_ok=True)
                folder.chmod(mode)

    def _demand_room(self, room: int | None) -> None:
        needed = room if room is not None else ROOM_TO_GO_ON if self.exists else ROOM_FOR_A_NEW_ONE
        free = shutil.disk_usage(self.path).free
        if free < needed:
            raise Trouble(
                f"the disk of {self.path} has {free // MEBIBYTE} MiB left and {needed // MEBIBYTE} MiB are needed. "
                "Make room, or keep the data elsewhere: make up DATA=..."
            )

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keeps a second `make up`, `down` or `reset` of this folder out while the first works."""
        with explained(f"making {self.path}"):
            self.path.mkdir(parents=True, exist_ok=True)
            lock = (self.path / ".lock").open("w")
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Trouble(f"another command is at work on {self.path}; wait for it to end") from error
            yield

    def notes(self) -> dict[str, Any]:
        """What the installation remembers of itself: the ports it was given, and whether its first company exists."""
        try:
            notes = json.loads(self.marker.read_text())
        except (OSError, json.JSONDecodeError) as error:
            raise Trouble(f"{self.marker} cannot be read; `make reset` starts from nothing") from error
        if not isinstance(notes, dict):
            raise Trouble(f"{self.marker} holds something else than expected; `make reset` starts from nothing")
        return notes

    def remember(self, **what: object) -> None:
        self.write(self.marker, json.dumps(self.notes() | what, indent=2))

    def secret(self, name: str) -> str:
        """A random text that is made when first asked for, and kept."""
        file = self.secrets / name
        if not file.exists():
            self.write(file, secrets.token_urlsafe(32))
        return file.read_text()

    def write(self, file: Path, content: str | bytes) -> None:
        write_private(file, content)

    def delete(self) -> None:
        """Deletes the folder and what it keeps elsewhere; refuses a folder that is not an installation's."""
        if not self.path.exists():
            return
        if not self.exists and any(entry.name != ".lock" for entry in self.path.iterdir()):
            raise Trouble(f"{self.path} is no installation's folder, so it is left alone")
        for link in (self.postgres, self.nats, self.prometheus):
            if link.is_symlink() and link.resolve().parent == ELSEWHERE:
                shutil.rmtree(link.resolve(), ignore_errors=True)
        shutil.rmtree(self.path)


def write_private(file: Path, content: str | bytes) -> None:
    """Writes a file that only its owner may read; whoever reads it sees the old or the new one."""
    beside = file.with_name(f".{file.name}.new")
    with explained(f"writing {file}"):
        beside.unlink(missing_ok=True)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(content.encode() if isinstance(content, str) else content)
        beside.replace(file)
