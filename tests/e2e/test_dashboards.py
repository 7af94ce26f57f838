"""Every panel shows something of real services, as a real Prometheus read them; and where all is well, no alert fires."""

import asyncio
import json
import math
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import pytest_asyncio

from chassis.environment import Address
from chassis.ops import Ops
from chassis.telemetry import exposition
from notifier.channels.outside import Policy
from tests.support.certificates import Certificates
from tests.support.marketing import Marketing
from tests.support.office import Office
from tests.support.servers import Servers, temporary_folder
from tests.support.signing import body, sign, within
from tests.support.smtp_server import MailServer, mail_server
from tests.support.world import SERVICES, START, World, world
from tools.observability.__main__ import BOARDS, ROOT, RUNBOOKS
from tools.observability.alerts import ALERTS
from tools.observability.dashboards import DASHBOARDS
from tools.observability.panels import Panel
from tools.stack.ports import any_free
from tools.stack.prometheus import Prometheus

PATIENCE = 30.0
# A round of the page of each member, and what Grafana would make of $__rate_interval then.
SCRAPED, RATE = 0.5, "2m"
PANELS = [(dashboard.name, panel) for dashboard in DASHBOARDS for panel in dashboard.panels]


def names_in(expr: str) -> set[str]:
    """Of the series that an expression asks for. Raises ValueError for one that is none."""
    found: set[str] = set()

    def visit(node: Any) -> bool:
        selector = getattr(node, "vector_selector", node)
        if isinstance(selector, promql_parser.VectorSelector) and selector.name:
            found.add(selector.name)
        return True

    promql_parser.walk(promql_parser.parse(expr.replace("$__rate_interval", RATE)), pre_visit=visit)
    return found


def of_runbooks() -> Iterator[str]:
    for file in sorted((ROOT / RUNBOOKS).glob("*.md")):
        yield from re.findall(r"```promql\n(.*?)\n```", file.read_text(), re.DOTALL)


# --- what is written -----------------------------------------------------------------------------


@pytest.mark.parametrize(("dashboard", "panel"), PANELS, ids=lambda each: each.title if isinstance(each, Panel) else each)
def test_a_query_is_one_and_asks_for_series_of_ours(dashboard: str, panel: Panel) -> None:
    assert panel.meaning.endswith("."), dashboard
    for query in panel.queries:
        assert names_in(query.expr), query.expr


def test_names_are_found_wherever_they_stand() -> None:
    assert names_in("a / on (x) sum by (y) (rate(b[5m])) or time() - max(c) > 0") == {"a", "b", "c"}
    with pytest.raises(ValueError, match="unclosed"):
        names_in("sum by (")


@pytest.mark.parametrize("name", [dashboard.name for dashboard in DASHBOARDS])
def test_a_dashboard_has_one_variable_and_no_datasource_of_its_own(name: str) -> None:
    found = json.loads((ROOT / BOARDS / f"{name}.json").read_text())
    assert [(variable["name"], variable["type"]) for variable in found["templating"]["list"]] == [("datasource", "datasource")]
    assert set(re.findall(r"\$\{?\w+", json.dumps(found))) <= {"${datasource", "$__rate_interval"}
    sources = [target["datasource"]["uid"] for panel in found["panels"] for target in panel.get("targets", [])]
    assert set(sources) == {"${datasource}"}
    assert found["uid"] == f"daozhang-{name}"


# --- what is there -------------------------------------------------------------------------------


@pytest_asyncio.fixture(loop_scope="module")
async def post(tmp_path: Path) -> AsyncIterator[tuple[MailServer, Policy]]:
    certificates = Certificates(tmp_path)
    async with mail_server(certificates.server()) as mail:
        yield mail, Policy(ca_file=certificates.ca_file, allowed=frozenset({f"127.0.0.1:{mail.port}"}))


@pytest.fixture
def ports() -> dict[str, int]:
    """Where the page of each service will be."""
    found: dict[str, int] = {}
    for name in SERVICES:
        found[name] = next(port for port in iter(any_free, None) if port not in found.values())
    return found


@pytest.fixture
def prometheus(ports: dict[str, int]) -> Iterator[Prometheus]:
    """Started before the members are: a process does not fork well once gRPC runs in it."""
    with temporary_folder() as folder:
        started = Prometheus(folder / "prometheus", port=any_free(), run=folder / "run", logs=folder / "logs", seconds=SCRAPED)
        try:
            started.start({name: f"127.0.0.1:{port}" for name, port in ports.items()})
            yield started
        finally:
            started.process.kill()


@pytest_asyncio.fixture(loop_scope="module")
async def earth(
    servers: Servers, tmp_path: Path, post: tuple[MailServer, Policy], prometheus: Prometheus, ports: dict[str, int]
) -> AsyncIterator[World]:
    """Each service shows its page as it would in a process of its own."""
    async with world(servers, tmp_path, extras={"notifier": {"outside": post[1]}}) as started, AsyncExitStack() as stack:
        assert started.door is not None
        for runtime in started.runtimes:
            told = [runtime.metrics, *([started.door] if runtime.service.name == "identity" else [])]
            listen = Address("127.0.0.1", ports[runtime.service.name])
            await stack.enter_async_context(Ops(listen, checks=runtime.checks(), metrics=exposition(told)))
        yield started


class Day:
    """What goes on in a company: enquiries, mails, money that becomes due, and somebody who forgot a password."""

    def __init__(self, earth: World, marketing: Marketing) -> None:
        self.earth, self.marketing, self.company = earth, marketing, marketing.company
        self.days = 0

    async def signed(self) -> None:
        rep, manager = await Office(self.company).team("华东", "张三", "王经理")
        commercial = await self.company.person("commercial")
        account = await rep.post("/v1/accounts", {"name": "为民机械有限公司"})
        await self.earth.settle()
        terms = [within(1, "10000.00"), within(2, "20000.00")]
        await sign(rep, manager, commercial, body(account["id"], "30000.00", terms))
        await self.earth.settle()

    async def passes(self) -> None:
        self.days += 1
        await self.marketing.submit(f"客户{self.days}", f"138000000{self.days:02}")
        anonymous = await self.earth.client()
        for password in ("wrong", "wronger"):
            await anonymous.post("/v1/sessions", json={"tenant": self.company.code, "email": "nobody@x.example", "password": password})
        await self.earth.advance(self.company, START + timedelta(days=self.days))


# What Prometheus makes itself, and what members say that speak TLS: these are in one process, and test_tls.py reads it there.
UNSHOWN = {"ALERTS", "daozhang_certificate_seconds_left"}


@pytest.mark.capability("M-63")
async def test_every_panel_shows_something_and_where_all_is_well_no_alert_fires(
    earth: World, prometheus: Prometheus, post: tuple[MailServer, Policy]
) -> None:
    day = Day(earth, await Marketing(await earth.company(), post[0]).begin())
    await day.signed()
    await day.passes()
    # A rate has two samples at least, and something between them.
    await asyncio.sleep(3 * SCRAPED)
    await day.passes()
    for runtime in earth.runtimes:
        await runtime.measures.take_all()
    empty = {(name, panel.title, query.expr) for name, panel in PANELS for query in panel.queries}
    unknown = {name for expr in (*(alert.expr for alert in ALERTS), *of_runbooks()) for name in names_in(expr)} - UNSHOWN
    ends = asyncio.get_running_loop().time() + PATIENCE
    while (empty or unknown) and asyncio.get_running_loop().time() < ends:
        await asyncio.sleep(SCRAPED)
        empty = {each for each in empty if not await shown(prometheus, each[2].replace("$__rate_interval", RATE))}
        unknown = {name for name in unknown if not await shown(prometheus, name)}
    assert not empty
    assert not unknown
    # How fast it is depends on what else this machine does.
    firing = await asyncio.to_thread(prometheus.ask, "query", query='ALERTS{alertstate="firing",objective!="latency"}')
    assert firing["result"] == []


async def shown(prometheus: Prometheus, expr: str) -> bool:
    """Whether there is a number: not a number is what an empty histogram says."""
    answer = await asyncio.to_thread(prometheus.ask, "query", query=expr)
    return any(not math.isnan(float(series["value"][1])) for series in answer["result"])
