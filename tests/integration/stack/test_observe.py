"""`make observe`: Prometheus comes up beside what runs, scrapes all of it, and goes with it."""

import asyncio

import pytest

from tests.integration.stack.conftest import Install
from tests.support.waiting import until
from tools.observability.alerts import ALERTS
from tools.observability.objectives import OBJECTIVES
from tools.observe import main, observe
from tools.stack.folder import DataFolder
from tools.stack.installation import WATCHER
from tools.stack.process import Process
from tools.stack.prometheus import Prometheus
from tools.stack.trouble import Trouble


def watcher(folder: DataFolder) -> Process:
    return Process(WATCHER, run=folder.run, logs=folder.logs)


def answering(folder: DataFolder) -> Prometheus:
    return Prometheus(folder.prometheus, port=folder.notes()["prometheus_port"], run=folder.run, logs=folder.logs)


async def test_it_scrapes_every_member_and_knows_every_rule(install: Install, folder: DataFolder) -> None:
    await asyncio.to_thread(install().start)
    url = await asyncio.to_thread(observe, install(), seconds=0.5)
    server = answering(folder)
    assert server.url == url
    await until(lambda: _up(server) == {"accounts": "1", "gateway": "1"}, what="a scrape of both")
    groups = server.ask("rules")["groups"]
    names = {rule["name"] for group in groups for rule in group["rules"]}
    assert names == {alert.name for alert in ALERTS} | {name for objective in OBJECTIVES for name in objective.rules()}


def _up(server: Prometheus) -> dict[str, str]:
    return {series["metric"]["member"]: series["value"][1] for series in server.ask("query", query='up{job="daozhang"}')["result"]}


def test_a_second_time_it_says_where_it_is_and_down_stops_it_with_the_rest(
    install: Install, folder: DataFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    install().start()
    first = observe(install())
    pid = watcher(folder).pid
    assert pid is not None
    assert observe(install()) == first
    assert watcher(folder).pid == pid
    # `make up` leaves it alone.
    install().start()
    assert watcher(folder).pid == pid
    install().stop()
    assert watcher(folder).pid is None
    with pytest.raises(Trouble, match="make up"):
        observe(install())


def test_without_anything_that_runs_it_says_what_starts_it(folder: DataFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(folder.path)]) == 1
    assert "`make up` starts it" in capsys.readouterr().err


def test_without_prometheus_it_says_what_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from tools.stack import prometheus

    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("PROMETHEUS", raising=False)
    monkeypatch.setattr(prometheus, "UNPACKED", prometheus.UNPACKED / "nowhere")
    with pytest.raises(Trouble, match=r"tools\.stack\.prometheus"):
        prometheus.program("prometheus")
    with pytest.raises(Trouble, match="apt-get"):
        prometheus.fetch()
