"""What the product says of itself: one trace from the request to the mail, lines that name whose they are, and nothing of any person."""

import asyncio
import io
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import select

from chassis.tables import outbox
from chassis.telemetry import Tracing, exposition
from chassis.telemetry.logs import NOISY, JsonFormatter
from crm.common.v1.event_pb2 import Event
from notifier.channels.outside import Policy
from tests.support.certificates import Certificates
from tests.support.marketing import Marketing
from tests.support.otlp import Receiver, receiving
from tests.support.servers import Servers
from tests.support.smtp_server import MailServer, mail_server
from tests.support.world import Person, World, world

PHONE, MAIL, NAME, WECHAT = "13987654321", "canary.person@private-mail.example", "金丝雀奎因", "canary_wechat_77"
# What people write of a talk in their own words goes where the record goes.
WRITTEN = {"crm.accounts.v1.Interaction"}
CLEAR = (PHONE, MAIL, NAME, WECHAT)


@dataclass
class Watched:
    """A world, and everything that it tells of itself."""

    earth: World
    mail: MailServer
    receiver: Receiver
    tracings: list[Tracing]
    log: io.StringIO
    servers: Servers
    _read: int = 0

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.getvalue().splitlines()]

    async def spans(self) -> Receiver:
        """Once everything that was told so far has arrived."""
        for tracing in self.tracings:
            await asyncio.to_thread(tracing.flush)
        return self.receiver

    def pages(self) -> str:
        assert self.earth.door is not None
        return exposition([*(runtime.metrics for runtime in self.earth.runtimes), self.earth.door])().decode()

    def server_logs(self) -> str:
        """Those of PostgreSQL and NATS, of this test process."""
        return "".join(process.log.read_text(errors="replace") for process in (self.servers.postgres.process, self.servers.nats.process))


@contextmanager
def told(stream: io.StringIO) -> Iterator[None]:
    """What all members log, and every statement that they run, as a member in production would write it."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter("world"))
    root, levels = logging.getLogger(), {name: logging.getLogger(name).level for name in ("sqlalchemy.engine", "edge.access", "", *NOISY)}
    root.addHandler(handler)
    try:
        for name in levels:
            logging.getLogger(name).setLevel(logging.WARNING if name in NOISY else logging.INFO)
        yield
    finally:
        root.removeHandler(handler)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


@pytest_asyncio.fixture(loop_scope="module")
async def watched(servers: Servers, tmp_path: Path) -> AsyncIterator[Watched]:
    log, certificates, tracings = io.StringIO(), Certificates(tmp_path), list[Tracing]()

    with receiving() as receiver, told(log):

        def tracer(member: str) -> Any:
            tracings.append(Tracing(member, otlp_endpoint=receiver.address))
            return tracings[-1].tracer

        async with mail_server(certificates.server()) as mail:
            outside = Policy(ca_file=certificates.ca_file, allowed=frozenset({f"127.0.0.1:{mail.port}"}))
            async with world(servers, tmp_path, extras={"notifier": {"outside": outside}}, tracer=tracer) as earth:
                for name in ("edge.access", *(runtime.service.name for runtime in earth.runtimes)):
                    logging.getLogger(name).setLevel(logging.INFO)
                yield Watched(earth, mail, receiver, tracings, log, servers)
        for tracing in tracings:
            await asyncio.to_thread(tracing.close)


@pytest.mark.capability("M-63")
async def test_one_trace_leads_from_the_request_over_the_events_to_the_mail(watched: Watched) -> None:
    marketing = await Marketing(await watched.earth.company(), watched.mail).begin()
    # The client has begun it.
    trace_id, above = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
    assert await marketing.submit(NAME, PHONE, traceparent=f"00-{trace_id}-{above}-01") == trace_id
    await watched.earth.settle()
    assert len(watched.mail.received) == 1
    spans = await watched.spans()
    [delivered] = [span for span in spans.trace(trace_id) if span.name == "deliver mail"]
    assert [(span.member, span.name) for span in spans.ancestors(delivered)] == [
        ("notifier", "say"),
        ("notifier", "react crm.leads.v1.LeadAssigned"),
        ("leads", "crm.leads.v1.Leads.SubmitForm"),
        ("edge", "POST /v1/forms/{form_id}/submissions"),
    ]
    assert spans.ancestors(delivered)[-1].parent_id == above
    # The last consumers: the customer's timeline, and whoever else listens to the same facts.
    assert {("accounts", "react crm.leads.v1.LeadCaptured"), ("notifier", "react crm.leads.v1.LeadCaptured")} <= {
        (span.member, span.name) for span in spans.trace(trace_id)
    }


@pytest.mark.capability("M-63")
async def test_every_line_of_a_request_names_its_trace_its_company_and_itself(watched: Watched) -> None:
    company = await watched.earth.company()
    rep = await company.person("sales")
    given = "0192f3a4-0000-7000-8000-0123456789ab"
    before = len(watched.lines)
    answer = await rep.client.post("/v1/leads", json={"name": NAME, "phone": PHONE}, headers={"x-request-id": given})
    assert answer.status_code == 201, answer.text
    await watched.earth.settle()
    lines = watched.lines[before:]
    mine = [line for line in lines if line.get("request_id") == given]
    assert {line["trace_id"] for line in mine} == {answer.headers["trace-id"]}
    # The edge itself, identity beside it, and leads on the other side of a gRPC call.
    assert any(line["logger"] == "edge.access" for line in mine)
    inserted = [line for line in mine if line["message"].startswith("INSERT INTO lead ")]
    assert inserted
    assert {line.get("tenant_id") for line in inserted} == {str(company.tenant_id)}
    # What the event does elsewhere belongs to the trace, and to no request.
    elsewhere = [line for line in lines if line.get("event_id") and line.get("trace_id") == answer.headers["trace-id"]]
    assert {line.get("tenant_id") for line in elsewhere} == {str(company.tenant_id)}

    # What is no id of a request tells perhaps of a person.
    anonymous, before = await watched.earth.client(), len(watched.lines)
    for given in (PHONE, MAIL, "x" * 400, "canary"):
        await anonymous.get("/v1/leads", headers={"x-request-id": given})
    made = [line["request_id"] for line in watched.lines[before:] if line["logger"] == "edge.access"]
    assert [len(id) for id in made] == [32] * 4


@pytest.mark.capability("M-63")
async def test_what_is_typed_of_a_person_is_in_no_log_no_trace_no_figure_and_no_event(watched: Watched) -> None:
    """A person whose phone, mail address, name and account at WeChat are typed wherever they can be, rightly and wrongly."""
    marketing = await Marketing(await watched.earth.company(), watched.mail).begin()
    await typed_rightly(marketing.people["sales"])
    await marketing.submit(NAME, PHONE)
    await typed_wrongly(marketing.people["sales"])
    await imported(marketing.people["operations"])
    await signed_in_wrongly(await watched.earth.client(), marketing.company.code)
    await watched.earth.settle()
    spans = await watched.spans()
    log, traces = watched.log.getvalue(), "".join(span.text for span in spans.spans)
    # There is something to look at.
    assert log.count("INSERT INTO lead ") >= 2
    assert len(spans.spans) > 100
    for what, text in (("log", log), ("trace", traces), ("figures", watched.pages()), ("servers", watched.server_logs())):
        for secret in CLEAR:
            assert not_in(secret, text), f"{what}: {context(secret, text)}"
    kept = [event for event in await events(watched.earth) if event.type not in WRITTEN]
    clear = {(event.type, secret) for event in kept for secret in (PHONE, MAIL, WECHAT) if secret in str(event)}
    assert not clear


async def typed_rightly(rep: Person) -> None:
    person = {"name": NAME, "phone": PHONE, "email": MAIL, "wechat": WECHAT}
    lead = (await rep.post("/v1/leads", {**person, "companyName": "金雀机械有限公司"}))["lead"]
    await rep.get("/v1/leads", search=PHONE)
    await rep.get("/v1/search", q=NAME)
    account = await rep.post("/v1/accounts", {"name": "金雀贸易有限公司"})
    contact = {"accountId": account["id"], **person}
    await rep.post("/v1/contacts", contact)
    call = {"subjectType": "lead", "subjectId": lead["id"], "type": "INTERACTION_TYPE_CALL", "outcome": "OUTCOME_REACHED"}
    await rep.post("/v1/interactions", {**call, "text": f"与{NAME}通话，电话 {PHONE}，邮箱 {MAIL}"})


async def typed_wrongly(rep: Person) -> None:
    """Each of these is refused, and whoever sent it is told why."""
    wrong: list[tuple[str, str, Any]] = [
        ("POST", "/v1/leads", {"name": NAME, "phone": f"{PHONE}x", "email": f"{MAIL} {NAME}"}),
        ("POST", "/v1/leads", {"name": NAME, "telephone": PHONE}),
        ("POST", "/v1/leads", {"name": {"first": NAME}, "phone": [PHONE]}),
        ("POST", "/v1/contacts", {"name": NAME, "phone": PHONE, "accountId": MAIL}),
        ("GET", f"/v1/leads/{PHONE}", None),
        ("GET", f"/v1/people/{NAME}/{MAIL}", None),
        ("GET", f"/v1/leads?filter=phone%20%3D%20%22{PHONE}%22%20%26%26%20{NAME}", None),
        ("GET", f"/v1/leads?orderBy={NAME}&pageToken={PHONE}", None),
        ("PATCH", f"/v1/leads/{MAIL}", {"name": NAME}),
    ]
    for method, path, body in wrong:
        answer = await rep.client.request(method, path, json=body)
        assert 400 <= answer.status_code < 500, f"{method} {path} -> {answer.status_code} {answer.text}"
    broken = await rep.client.post("/v1/leads", content=f'{{"name": "{NAME}", "phone": "{PHONE}"'.encode())
    assert broken.status_code in (400, 415)
    for name in ("if-match", "idempotency-key", "traceparent", "authorization"):
        await rep.client.post("/v1/leads", json={"name": NAME}, headers={name: f"{PHONE} {MAIL}"})


async def imported(operations: Person) -> None:
    """Rows that are taken and rows that are not."""
    sheet = f"姓名,公司,电话,邮箱\n{NAME},金雀纺织有限公司,{PHONE},{MAIL}\n{NAME},,{PHONE}x,{MAIL}@@\n,,,{NAME}\n"
    params = {"resource": "leads", "fileName": "名单.csv"}
    made = await operations.client.post("/v1/imports", params=params, content=sheet.encode(), headers={"content-type": "text/csv"})
    assert made.status_code == 201, made.text
    path = f"/v1/imports/{made.json()['id']}"
    for verb in ("check", "commit"):
        await operations.ask("POST", f"{path}:{verb}", {})
        async with asyncio.timeout(60):
            while (await operations.get(path))["state"].endswith("ING"):  # noqa: ASYNC110  # it is another process that ends it
                await asyncio.sleep(0.1)
    counts = (await operations.get(path))["counts"]
    assert counts["rejected"] >= 1, counts
    assert counts["duplicates"] + counts["created"] + counts["merged"] >= 1, counts


async def signed_in_wrongly(anonymous: httpx.AsyncClient, code: str) -> None:
    for body in ({"tenant": code, "email": MAIL, "password": PHONE}, {"tenant": NAME, "email": PHONE, "password": NAME}):
        answer = await anonymous.post("/v1/sessions", json=body)
        assert answer.status_code in (400, 401), answer.text


async def events(earth: World) -> list[Event]:
    found: list[Event] = []
    for runtime in earth.runtimes:
        async with runtime.database.worker.connect() as connection:
            found += [Event.FromString(data) for data in await connection.scalars(select(outbox.c.data))]
    return found


def not_in(secret: str, text: str) -> bool:
    """Neither as it is nor as JSON, text formats of protobuf, URLs or Python write what is no ASCII."""
    octal = "".join(f"\\{byte:03o}" for byte in secret.encode())
    forms = {secret, json.dumps(secret)[1:-1], quote(secret), octal, repr(secret.encode())[2:-1]}
    return not any(form in text for form in forms)


def context(secret: str, text: str) -> str:
    place = text.find(secret)
    return text[max(0, place - 300) : place + 200]
