"""`make audit`: known holes in what requirements.lock and the lock of the web app name.

Ends with 0 when there are none, with 1 when there are, and with 2 when nobody could say: a registry without advisories answers much as one
does that knows of no hole. So it is asked first about a version whose hole is old and known to everybody.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.install import LOCK
from tools.web import Node, WebError

# CVE-2020-14343: whoever has advisories has this one.
KNOWN = "pyyaml==5.3"
CLEAN, HOLES, UNKNOWN = 0, 1, 2


@dataclass(frozen=True)
class Verdict:
    """What was found in one lock. `unknown`: why nothing, or not everything, was looked at."""

    holes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def status(self) -> int:
        return HOLES if self.holes else UNKNOWN if self.unknown else CLEAN


def main() -> int:
    verdicts = {"requirements.lock": of_python(), "gateway/web/package-lock.json": of_web()}
    for lock, verdict in verdicts.items():
        for line in said(lock, verdict):
            print(f"audit: {line}", file=sys.stderr)
    return worst(verdict.status for verdict in verdicts.values())


def worst(statuses: Iterable[int]) -> int:
    """A hole outweighs what could not be looked at."""
    found = set(statuses)
    return next((status for status in (HOLES, UNKNOWN) if status in found), CLEAN)


def said(lock: str, verdict: Verdict) -> list[str]:
    if verdict.status == CLEAN:
        return [f"{lock}: no known holes"]
    told = [f"{lock}: {hole}" for hole in verdict.holes]
    return told + [f"{lock} WAS NOT AUDITED. {why}" for why in verdict.unknown]


def of_python() -> Verdict:
    with tempfile.TemporaryDirectory() as folder:
        known = Path(folder) / "known.txt"
        known.write_text(KNOWN)
        if not python_verdict(_pip_audit(known, "--no-deps")).holes:
            return Verdict(unknown=(f"The registry of Python packages has no advisories: it knows of no hole in {KNOWN}.",))
    return python_verdict(_pip_audit(LOCK, "--require-hashes"))


def _pip_audit(requirements: Path, *options: str) -> dict[str, Any] | str:
    """Its report, or why there is none."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(requirements), "--disable-pip", *options]
    command += ["--format", "json", "--progress-spinner", "off"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return _report(done.stdout) or done.stderr.strip()


def python_verdict(report: dict[str, Any] | str) -> Verdict:
    """What pip-audit says. Those that its registry does not know are skipped, and it calls that a success."""
    if isinstance(report, str):
        return Verdict(unknown=(report,))
    each = report["dependencies"]
    holes = [
        f"{one['name']} {one['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'no version yet'}"
        for one in each
        for hole in one.get("vulns", ())
    ]
    return Verdict(tuple(holes), tuple(one["skip_reason"] for one in each if "skip_reason" in one))


def of_web() -> Verdict:
    try:
        done = Node.found().ask("audit", "--package-lock-only", "--json")
    except WebError as error:
        return Verdict(unknown=(str(error),))
    return web_verdict(_report(done.stdout) or done.stderr.strip())


def web_verdict(report: dict[str, Any] | str) -> Verdict:
    """What npm says: advisories by package, or the answer of a registry that has none."""
    if isinstance(report, str) or "vulnerabilities" not in report:
        why = report if isinstance(report, str) else report.get("message", "npm says nothing of holes")
        return Verdict(unknown=(f"The registry of npm has no advisories: {why}",))
    named = (
        f"{name} {hole['range']}: {via['title']} ({via['severity']})"
        for name, hole in sorted(report["vulnerabilities"].items())
        for via in hole["via"]
        # A bare name is a package that has the hole only because it needs one that has it.
        if isinstance(via, dict)
    )
    return Verdict(tuple(named))


def _report(said: str) -> dict[str, Any] | None:
    try:
        report = json.loads(said)
    except ValueError:
        return None
    return report if isinstance(report, dict) else None


if __name__ == "__main__":
    sys.exit(main())
