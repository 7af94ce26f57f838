"""What real processes tell: one trace over all of them, a page of figures each, lines in JSON, and Prometheus beside them."""

import asyncio
import json
from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest

from tests.support.installation import running_installation
from tests.support.otlp import Receiver, receiving
from tests.support.waiting import until
from tools.observe import observe
from tools.stack.installation import Installation
from tools.stack.ports import HOST
from tools.stack.prometheus import Prometheus
from tools.stack.tenant import COMPANY, make_first_company

pytestmark = pytest.mark.long


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def installation(receiver: Receiver) -> Iterator[Installation]:
    with running_installation(settings=lambda _: {"DAOZHANG_OTLP_ENDPOINT": receiver.address}) as started:
        yield started


async def test_an_enquiry_is_one_trace_over_all_processes_and_prometheus_sees_every_one_of_them(
    installation: Installation, receiver: Receiver
) -> None:
    url = await asyncio.to_thread(observe, installation, seconds=0.5)
    administrator = await asyncio.to_thread(make_first_company, installation.folder, installation.ports["http"])
    async with httpx.AsyncClient(base_url=installation.url, timeout=30) as client:
        signs_in = {"tenant": COMPANY["code"], "email": administrator.email, "password": administrator.password}
        session = (await client.post("/v1/sessions", json=signs_in)).json()
        headers = {"authorization": f"Bearer {session['token']}", "idempotency-key": str(uuid4())}
        answer = await client.post("/v1/leads", json={"name": "王敏", "companyName": "青禾农机有限公司"}, headers=headers)
    assert answer.status_code == 201, answer.text
    trace_id = answer.headers["trace-id"]

    def members() -> set[str]:
        return {span.member for span in receiver.trace(trace_id)}

    await until(lambda: members() >= {"gateway", "leads", "accounts", "notifier"}, what="the whole trace", patience=40)
    reacted = next(span for span in receiver.trace(trace_id) if span.member == "notifier")
    assert [span.member for span in receiver.ancestors(reacted)] == ["leads", "gateway"]

    asking = Prometheus(
        installation.folder.prometheus, port=int(url.rpartition(":")[2]), run=installation.folder.run, logs=installation.folder.logs
    )
    up = 'count(daozhang_dependency_up{dependency="nats"} == 1)'
    await until(lambda: _value(asking, up) == 6, what="six services that reach NATS", patience=40)
    assert _value(asking, 'sum(up{job="daozhang"})') == len(installation.members)

    for name in installation.processes:
        lines = (installation.folder.logs / f"{name}.log").read_text().splitlines()
        assert all(json.loads(line)["member"] for line in lines), name
        port = installation.ports[f"{name}.ops"]
        assert b"daozhang_outbox_unpublished" in httpx.get(f"http://{HOST}:{port}/metrics").content


def _value(server: Prometheus, query: str) -> float:
    found = server.ask("query", query=query)["result"]
    return float(found[0]["value"][1]) if found else 0
