"""`make observe`: a Prometheus beside what `make up` started, which scrapes every member and knows our rules. `make down` stops it."""

import argparse
import sys
from pathlib import Path

from tools.stack.folder import DataFolder
from tools.stack.installation import WATCHER, Installation
from tools.stack.members import MEMBERS
from tools.stack.ports import HOST, free_from, is_free
from tools.stack.process import Process
from tools.stack.prometheus import Prometheus, fetch
from tools.stack.trouble import Trouble

FIRST_PORT = 9090
# Often enough to watch what one does.
SCRAPED = 5.0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make observe", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    asked = parser.parse_args(arguments)
    try:
        print_address(observe(Installation(DataFolder(asked.data), members=MEMBERS)))
    except Trouble as trouble:
        print(f"\nobserve: {trouble}", file=sys.stderr)
        return 1
    return 0


def observe(installation: Installation, *, seconds: float = SCRAPED) -> str:
    """Where Prometheus answers, started if need be; it reads every page once in so many seconds.

    Raises Trouble where nothing runs that could be watched.
    """
    folder = installation.folder
    if not folder.exists or not any(process.running for process in installation.processes.values()):
        raise Trouble("nothing runs that could be watched; `make up` starts it")
    fetch()
    with folder.alone(), installation.progress.step("Prometheus"):
        watcher = Prometheus(folder.prometheus, port=_port(folder), run=folder.run, logs=folder.logs, seconds=seconds)
        watcher.start({name: f"{HOST}:{installation.ports[f'{name}.ops']}" for name in installation.processes})
    return watcher.url


def _port(folder: DataFolder) -> int:
    """The one of the last time, where it is to be had."""
    kept = folder.notes().get("prometheus_port")
    running = Process(WATCHER, run=folder.run, logs=folder.logs).running
    port = int(kept) if kept and (running or is_free(kept)) else free_from(FIRST_PORT)
    folder.remember(prometheus_port=port)
    return port


def print_address(url: str) -> None:
    print(f"\n  Prometheus       {url}  (alerts: {url}/alerts)")
    print("  dashboards       deploy/observability/dashboards, for a Grafana of yours\n")


if __name__ == "__main__":
    sys.exit(main())
