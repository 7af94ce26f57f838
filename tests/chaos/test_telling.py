"""What real processes tell: one trace over all of them, a page of figures each, lines in JSON, and Prometheus beside them."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack

import pytest

from chassis.clock import Clock
from tests.support.installation import running_installation
from tests.support.otlp import Receiver, receiving
from tests.support.waiting import until
from tests.support.world import INSTALLATION_KEY, World
from tools.observe import observe
from tools.stack.folder import DataFolder
from tools.stack.installation import Installation
from tools.stack.prometheus import Prometheus

pytestmark = pytest.mark.long


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def installation(receiver: Receiver) -> Iterator[Installation]:
    def settings(data: DataFolder) -> dict[str, str]:
        key = data.path / "installation-key-of-the-tests"
        key.write_text(INSTALLATION_KEY)
        return {"DAOZHANG_OTLP_ENDPOINT": receiver.address, "DAOZHANG_INSTALLATION_KEY_FILE": str(key)}

    with running_installation(settings=settings) as started:
        yield started


@pytest.fixture
async def earth(installation: Installation) -> AsyncIterator[World]:
    """Its people; the processes are looked at from outside."""
    async with AsyncExitStack() as stack:
        yield World([], installation.url, Clock(), stack)


async def test_an_enquiry_is_one_trace_over_all_processes_and_prometheus_sees_every_one_of_them(
    earth: World, installation: Installation, receiver: Receiver
) -> None:
    await asyncio.to_thread(observe, installation, seconds=0.5)
    rep = await (await earth.company(start=None)).person("sales")
    answer = await rep.ask("POST", "/v1/leads", {"name": "王敏", "companyName": "青禾农机有限公司"})
    assert answer.status_code == 201, answer.text
    trace_id = answer.headers["trace-id"]

    def members() -> set[str]:
        return {span.member for span in receiver.trace(trace_id)}

    await until(lambda: members() >= {"gateway", "leads", "accounts", "notifier"}, what="the whole trace", patience=40)
    reacted = next(span for span in receiver.trace(trace_id) if span.member == "notifier")
    assert [span.member for span in receiver.ancestors(reacted)] == ["leads", "gateway"]

    folder = installation.folder
    asking = Prometheus(folder.prometheus, port=folder.notes()["prometheus_port"], run=folder.run, logs=folder.logs)
    up = 'count(daozhang_dependency_up{dependency="nats"} == 1)'
    await until(lambda: _value(asking, up) == 6, what="six services that reach NATS", patience=40)
    assert _value(asking, 'sum(up{job="daozhang"})') == len(installation.members)

    for name in installation.processes:
        lines = (folder.logs / f"{name}.log").read_text().splitlines()
        assert all(json.loads(line)["member"] for line in lines), name


def _value(server: Prometheus, query: str) -> float:
    found = server.ask("query", query=query)["result"]
    return float(found[0]["value"][1]) if found else 0
