"""`make up`, `down`, `reset`, `status`, `logs`.

DAOZHANG_POSTGRES_URL (of an administrator) and DAOZHANG_NATS_URL in the environment name servers to use instead of starting some.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tools.stack.demo import demo_lines, make_demo_company
from tools.stack.folder import MEBIBYTE, DataFolder
from tools.stack.installation import Installation
from tools.stack.keys import INSTALLATION_KEY
from tools.stack.members import MEMBERS, Member
from tools.stack.tenant import COMPANY, first_administrator, make_first_company
from tools.stack.trouble import Trouble
from tools.stack.web import make_web_app

SERVERS = ("postgres", "nats")


def main(arguments: list[str] | None = None, members: Sequence[Member] = MEMBERS) -> int:
    parser = argparse.ArgumentParser(prog="make", description=__doc__)
    parser.add_argument("act", choices=sorted(ACTS))
    parser.add_argument("--data", type=Path, required=True, help="the data folder")
    parser.add_argument("--port", type=int, help="the HTTP port; the one of the last run, at first 8080, where it is not given")
    parser.add_argument("--demo", action="store_true", help="at the first up: with the demo company")
    parser.add_argument("--yes", action="store_true", help="reset without asking")
    parser.add_argument("--only", default="", help="logs of this process alone")
    asked = parser.parse_args(arguments)
    try:
        installation = Installation(
            DataFolder(asked.data),
            http_port=asked.port,
            members=members,
            postgres_url=os.environ.get("DAOZHANG_POSTGRES_URL"),
            nats_url=os.environ.get("DAOZHANG_NATS_URL"),
        )
        return ACTS[asked.act](installation, asked)
    except Trouble as trouble:
        print(f"\n{asked.act}: {trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\n{asked.act}: interrupted. `make up` goes on from here, `make down` stops what runs.", file=sys.stderr)
        return 130


def up(installation: Installation, asked: argparse.Namespace) -> int:
    folder = installation.folder
    with folder.alone():
        folder.prepare()
        make_web_app(installation)
        installation.start()
        is_first = first_administrator(folder) is None
        make_first_company(folder, installation.ports["http"])
        if asked.demo:
            make_demo_company(installation, is_first=is_first)
    print_addresses(installation)
    return 0


def print_addresses(installation: Installation) -> None:
    folder, administrator = installation.folder, first_administrator(installation.folder)
    print(f"\n  Daozhang         {installation.url}  (the API: {installation.url}/docs)")
    if administrator is not None:
        print(f"  your company     company {COMPANY['code']}, {administrator.email}, password {administrator.password}")
    for line in demo_lines(folder):
        print(f"  {line}")
    print(f"  installation key {folder.secret(INSTALLATION_KEY)}")
    print(f"  data             {folder.path}\n")


def down(installation: Installation, _: argparse.Namespace) -> int:
    if not installation.folder.exists:
        print(f"Nothing was ever started from {installation.folder.path}.")
        return 0
    with installation.folder.alone():
        installation.stop()
    return 0


def reset(installation: Installation, asked: argparse.Namespace) -> int:
    folder = installation.folder
    if not folder.path.exists():
        print(f"There is no {folder.path}.")
        return 0
    if not asked.yes and not _agreed(f"Delete {folder.path} with all companies, contracts and money in it? Type yes: "):
        print("Nothing was deleted.")
        return 1
    with folder.alone():
        if folder.exists:
            installation.stop()
        folder.delete()
    print(f"{folder.path} is deleted.")
    return 0


def _agreed(question: str) -> bool:
    try:
        return input(question).strip().lower() == "yes"
    except EOFError:
        raise Trouble("nobody is there to ask; `make reset YES=1` deletes without asking") from None


def status(installation: Installation, _: argparse.Namespace) -> int:
    if not installation.folder.exists:
        print(f"There is no installation in {installation.folder.path}; `make up` makes one.")
        return 1
    states = installation.states()
    for state in states:
        facts = f"pid {state.pid:<8} {state.resident_bytes / MEBIBYTE:5.0f} MiB  {_span(state.seconds):>9}" if state.pid else "stopped"
        print(f"  {state.name:<12} {state.address:<24} {facts}")
    running = [state for state in states if state.pid]
    print(f"  {len(running)} of {len(states)} run, {sum(state.resident_bytes for state in running) / MEBIBYTE:.0f} MiB in all")
    if len(running) == len(states):
        print_addresses(installation)
    return 0 if len(running) == len(states) else 1


def _span(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min" if minutes else f"{rest} s"


def logs(installation: Installation, asked: argparse.Namespace) -> int:
    """Prints the last lines of each log; on a terminal goes on until Ctrl-C."""
    names = [*SERVERS, *installation.processes]
    if asked.only and asked.only not in names:
        raise Trouble(f"there is no log of {asked.only!r}; there are those of {', '.join(names)}")
    files = [installation.folder.logs / f"{name}.log" for name in names if not asked.only or name == asked.only]
    places: dict[Path, int] = {}
    while True:
        for file in files:
            for line in _new_lines(file, places):
                print(f"{file.stem:<12} {line}", flush=True)
        if not sys.stdout.isatty():
            return 0
        time.sleep(0.3)


def _new_lines(file: Path, places: dict[Path, int], first: int = 30) -> Iterator[str]:
    if not file.exists():
        return
    with file.open("rb") as handle:
        place = places.get(file)
        if place is None:
            handle.seek(max(0, file.stat().st_size - 64 * 1024))
        else:
            handle.seek(place if place <= file.stat().st_size else 0)
        lines = handle.read().decode(errors="replace").splitlines()
        places[file] = handle.tell()
    yield from lines if place is not None else lines[-first:]


ACTS: dict[str, Callable[[Installation, argparse.Namespace], int]] = {
    "up": up,
    "down": down,
    "reset": reset,
    "status": status,
    "logs": logs,
}

if __name__ == "__main__":
    sys.exit(main())
