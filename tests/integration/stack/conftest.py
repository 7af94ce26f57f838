"""Installations of tiny members, which come up in the time that the servers take."""

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.installation import kill_and_delete
from tests.support.servers import temporary_folder
from tools.stack.folder import DataFolder
from tools.stack.installation import Installation
from tools.stack.members import ROOT, Member
from tools.stack.ports import any_free
from tools.stack.progress import Progress

TINY = "tests.support.tiny_member"
MEMBERS = (
    Member("accounts", TINY, "accounts", ("tests/support/tiny_member.py",)),
    Member("gateway", TINY, "identity", ("tests/support/tiny_member.py",)),
)

Install = Callable[..., Installation]


@pytest.fixture
def folder() -> Iterator[DataFolder]:
    """Where the installation of this test lies."""
    with temporary_folder() as place:
        yield DataFolder(place / "data")


@pytest.fixture
def install(folder: DataFolder) -> Iterator[Install]:
    """Makes the installation as `make up` sees it when it is run anew; what runs in the end is killed."""

    def make(**changes: object) -> Installation:
        settings = {"PYTHONPATH": str(ROOT)} | {"TINY": str(changes.pop("tiny", ""))}
        chosen: dict[str, object] = {
            "http_port": None if folder.exists else any_free(),
            "members": MEMBERS,
            "durable": False,
            "first_inner_port": any_free(),
        }
        return Installation(folder, extra_settings=settings, progress=Progress(io.StringIO()), **(chosen | changes))  # type: ignore[arg-type]

    yield make
    kill_and_delete(folder)


@pytest.fixture
def command(folder: DataFolder) -> Callable[..., "subprocess.Popen[str]"]:
    """Starts what `make up` and its siblings start, with tiny members."""
    script = f"import sys; from tools.stack.__main__ import main; from {__name__} import MEMBERS; sys.exit(main(sys.argv[1:], MEMBERS))"

    def start(act: str, *options: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-c", script, act, "--data", str(folder.path), *options],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            cwd=Path(ROOT),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    return start
