"""A Prometheus beside an installation, with our rules: for `make observe`, and for the tests of rules and dashboards.

The programs are the system's own, else those of Debian's package `prometheus`, unpacked beside the virtual environment: nothing is
installed, and no service of the system starts.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import yaml

from tools.stack.account import give, home_for, readable_copy, server_account
from tools.stack.installation import WATCHER
from tools.stack.members import ROOT
from tools.stack.ports import HOST
from tools.stack.process import Process
from tools.stack.trouble import Trouble, explained, last_lines

PACKAGE = "prometheus"
UNPACKED = Path(sys.prefix) / "share" / PACKAGE
RULES = ROOT / "deploy" / "observability" / "rules"
# Of the scrape job, as the alerts expect it.
JOB = "daozhang"
STARTS_WITHIN = 30.0
KEPT = "15d"


def program(name: str) -> Path:
    """prometheus or promtool: of the folder that PROMETHEUS names, on the path, or unpacked. Raises Trouble with what brings it."""
    folders = (os.environ.get("PROMETHEUS"), os.environ.get("PATH"), str(UNPACKED / "usr" / "bin"))
    for folder in filter(None, folders):
        if found := shutil.which(name, path=folder):
            return Path(found)
    raise Trouble(
        f"there is no {name}. `python -m tools.stack.prometheus` unpacks Debian's package {PACKAGE} where apt-get can fetch it; "
        "elsewhere PROMETHEUS=/folder/of/the/programs names yours"
    )


def fetch() -> None:
    """Unpacks Debian's package, where neither program is there yet. Raises Trouble where it is not to be had."""
    if all(_is_there(name) for name in ("prometheus", "promtool")):
        return
    apt, unpack = shutil.which("apt-get"), shutil.which("dpkg-deb")
    if apt is None or unpack is None:
        raise Trouble(f"apt-get and dpkg-deb bring {PACKAGE}, and this machine has neither")
    with tempfile.TemporaryDirectory() as place:
        # apt hands the download to an account of its own.
        Path(place).chmod(0o777)
        download = [apt, "download", "-qq", PACKAGE]
        if _fails(download, place) and (_fails([apt, "update", "-qq"], place) or _fails(download, place)):
            raise Trouble(f"apt-get could not fetch {PACKAGE}, as said above")
        [archive] = Path(place).glob("*.deb")
        UNPACKED.parent.mkdir(parents=True, exist_ok=True)
        if _fails([unpack, "--extract", str(archive), str(UNPACKED)], place):
            raise Trouble(f"{archive.name} could not be unpacked, as said above")


def _is_there(name: str) -> bool:
    try:
        return program(name).exists()
    except Trouble:
        return False


def _fails(command: list[str], place: str) -> bool:
    return subprocess.run(command, cwd=place, stdout=subprocess.DEVNULL, check=False).returncode != 0


class Prometheus:
    """A server with its folder. `targets` are addresses by what they are called in labels."""

    def __init__(self, folder: Path, *, port: int, run: Path, logs: Path, seconds: float = 15) -> None:
        self.folder, self.port, self._seconds = folder, port, seconds
        self.process = Process(WATCHER, run=run, logs=logs)
        self._account = server_account()

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def start(self, targets: Mapping[str, str]) -> None:
        """Starts it and waits until it answers; one that runs with other targets or rules is replaced."""
        with explained("making the folder of Prometheus"):
            self.folder = home_for(self._account, self.folder)
            configuration = self._configure(targets)
        version = hashlib.sha256(configuration.read_bytes() + b"".join(rule.read_bytes() for rule in self._rules())).hexdigest()[:16]
        if self.process.running and self.process.version != version:
            self.stop()
        if not self.process.running:
            self.process.start([*self._command(configuration)], account=self._account, version=version)
        self._wait_until_ready()

    def stop(self) -> None:
        self.process.stop(with_signal=signal.SIGTERM, patience=20)

    def ask(self, path: str, **parameters: str) -> Any:
        """What its API answers under /api/v1. Raises Trouble with its words where it refuses."""
        answer = httpx.get(f"{self.url}/api/v1/{path}", params=parameters, timeout=10)
        if answer.is_error:
            raise Trouble(f"Prometheus: {answer.text}")
        return answer.json()["data"]

    def _rules(self) -> list[Path]:
        return sorted((self.folder / "rules").glob("*.yaml"))

    def _command(self, configuration: Path) -> list[str]:
        store = self.folder / "store"
        store.mkdir(mode=0o700, exist_ok=True)
        give(self._account, store)
        binary = readable_copy(self._account, [program("prometheus")], "prometheus")[0]
        options = {
            "config.file": configuration,
            "storage.tsdb.path": store,
            "storage.tsdb.retention.time": KEPT,
            "web.listen-address": f"{HOST}:{self.port}",
            "log.level": "warn",
        }
        return [str(binary), *(f"--{name}={value}" for name, value in options.items())]

    def _configure(self, targets: Mapping[str, str]) -> Path:
        """Rules are copied to where the server's account can read them."""
        shutil.rmtree(self.folder / "rules", ignore_errors=True)
        shutil.copytree(RULES, self.folder / "rules")
        every = f"{round(self._seconds * 1000)}ms"
        scraped = [{"targets": [address], "labels": {"member": name}} for name, address in targets.items()]
        settings = {
            "global": {"scrape_interval": every, "scrape_timeout": every, "evaluation_interval": every},
            "rule_files": [str(rule) for rule in self._rules()],
            "scrape_configs": [{"job_name": JOB, "static_configs": scraped}],
        }
        configuration = self.folder / "prometheus.yaml"
        configuration.write_text(yaml.safe_dump(settings, sort_keys=False))
        for file in (configuration, self.folder / "rules", *self._rules()):
            give(self._account, file)
        return configuration

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + STARTS_WITHIN
        while not self._answers():
            if not self.process.running:
                raise Trouble(f"Prometheus did not start:\n{last_lines(self.process.log)}")
            if time.monotonic() > end:
                raise Trouble(f"Prometheus does not answer after {STARTS_WITHIN:.0f} s:\n{last_lines(self.process.log)}")
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/-/ready", timeout=2).is_success
        except httpx.HTTPError:
            return False


if __name__ == "__main__":
    try:
        fetch()
    except Trouble as trouble:
        sys.exit(str(trouble))
