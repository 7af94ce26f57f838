"""`make up` with the real members, as a stranger meets it: a command, an address, a sign-in that works."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.servers import temporary_folder
from tools.stack.members import MEMBERS, ROOT
from tools.stack.ports import any_free

GIBIBYTE = 1024


def stack(act: str, data: Path, *options: str) -> str:
    command = [sys.executable, "-m", "tools.stack", act, "--data", str(data), *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def data() -> Iterator[Path]:
    with temporary_folder() as folder:
        yield folder / "data"
        stack("reset", folder / "data", "--yes")


@pytest.mark.timeout(300)
def test_a_stranger_signs_in_with_what_up_prints(data: Path) -> None:
    said = stack("up", data, "--port", str(any_free()))
    address = re.search(r"Daozhang +(\S+)", said)
    company = re.search(r"company (\S+), (\S+), password (\S+)", said)
    assert address
    assert company
    session = dict(zip(("tenant", "email", "password"), company.groups(), strict=True))
    with httpx.Client(base_url=address[1]) as browser:
        token = browser.post("/v1/sessions", json=session).raise_for_status().json()["token"]
        me = browser.get("/v1/me", headers={"Authorization": f"Bearer {token}"}).raise_for_status().json()
        for page in ("/docs", "/openapi.json"):
            browser.get(page).raise_for_status()
    assert me["tenant"]["code"] == session["tenant"]

    state = stack("status", data)
    assert f"{len(MEMBERS) + 2} of {len(MEMBERS) + 2} run" in state
    memory = re.search(r"(\d+) MiB in all", state)
    assert memory
    assert int(memory[1]) < GIBIBYTE

    stack("down", data)
    again = stack("up", data)
    assert company[0] in again
    assert address[0] in again
