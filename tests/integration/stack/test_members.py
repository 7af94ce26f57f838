"""`make up` with the real members, as a stranger meets it: a command, an address, a sign-in that works."""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from chassis.tls import SECONDS
from tests.support.handshakes import answers_in_the_clear, context_of, serial_shown
from tests.support.servers import temporary_folder
from tools.stack.certificates import KEY
from tools.stack.folder import DataFolder
from tools.stack.installation import Installation
from tools.stack.members import MEMBERS, ROOT
from tools.stack.ports import HOST, any_free

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

        def work() -> None:
            """Asks every service; one that refuses an administrator its business has answered, too."""
            for page in ("leads", "accounts", "opportunities", "paymentPlans", "todos"):
                assert browser.get(f"/v1/{page}", headers={"Authorization": f"Bearer {token}"}).status_code in (200, 403), page

        all_speak_tls_and_take_new_certificates_while_people_work(DataFolder(data), work)
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


def all_speak_tls_and_take_new_certificates_while_people_work(folder: DataFolder, work: Callable[[], None]) -> None:
    """Every way in that is not for clients: of all members but their ops ports, and of NATS. PostgreSQL's programs know no TLS here."""
    installation = Installation(folder)
    before, pids = shown(installation), {state.name: state.pid for state in installation.states()}
    assert not any(answers_in_the_clear(installation.ports[f"{member.name}.grpc"]) for member in MEMBERS)
    for key in folder.certificates.glob(f"*/{KEY}"):
        key.unlink()
    stack("up", folder.path)
    deadline = time.monotonic() + 3 * SECONDS
    while any(before[name] == serial for name, serial in shown(installation).items()):
        assert time.monotonic() < deadline, "somebody still shows the former certificate"
        work()
        # One person is not answered any number of times a second.
        time.sleep(0.2)
    work()
    assert {state.name: state.pid for state in installation.states()} == pids


def shown(installation: Installation) -> dict[str, str]:
    """The numbers of their certificates, which name each by its service."""
    context, ports = context_of(installation.folder.certificates / "gateway"), installation.ports
    members = {member.name: serial_shown(ports[f"{member.name}.grpc"], member.service, context) for member in MEMBERS}
    return members | {"nats": serial_shown(ports["nats"], HOST, context, greets=True)}
