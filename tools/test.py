"""The tests of `make test` and `make prove`, in an order that lets measurements be taken while nothing else runs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.chromium import PROGRAMS
from tools.stack import prometheus
from tools.stack.trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent

# Ratios and times are taken alone; everything else shares the cores. The larger part comes last, so that its closing lines end the output.
ALONE = ("bench", "e2e/web/paint")
TOGETHER = ("unit", "contract", "integration", "e2e", "chaos")

MOST_WORKERS = 4
# Named in the end: all of it must stay under forty minutes on two cores.
SLOWEST = ("--durations=30", "--durations-min=8")

# What the tests of the web app look at it with; where they are missing, those tests fail and say so.
BROWSER = ("chromium", "fonts-noto-cjk")


def main(options: list[str]) -> int:
    fetch_browser()
    fetch_prometheus()
    workers = min(MOST_WORKERS, os.cpu_count() or 1)
    measured = run(ALONE, options)
    if measured:
        print("test: the measurements failed, as said above; the other tests run all the same", file=sys.stderr, flush=True)
    left = [f"--ignore=tests/{folder}" for folder in ALONE]
    tested = run(TOGETHER, [*options, *left, *SLOWEST, f"--numprocesses={workers}", "--dist=loadfile", "--no-loadscope-reorder"])
    return measured or tested


def fetch_browser() -> None:
    """Chromium, where there is none and this may install it."""
    apt = shutil.which("apt-get")
    if os.environ.get("CHROMIUM") or any(map(shutil.which, PROGRAMS)) or os.geteuid() != 0 or not apt:
        return
    print(f"test: installing {' and '.join(BROWSER)} for the tests of the web app", file=sys.stderr, flush=True)
    surroundings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in ([apt, "update", "-qq"], [apt, "install", "-qq", "-y", "--no-install-recommends", *BROWSER]):
        if subprocess.run(command, env=surroundings, stdout=subprocess.DEVNULL, check=False).returncode:
            print("test: that failed, as said above; the tests of the web app will, too", file=sys.stderr, flush=True)
            return


def fetch_prometheus() -> None:
    """For the tests of rules and dashboards; where it is not to be had, they fail and say so."""
    try:
        prometheus.fetch()
    except Trouble as trouble:
        print(f"test: {trouble}; the tests of rules and dashboards will fail", file=sys.stderr, flush=True)


def run(folders: tuple[str, ...], options: list[str]) -> int:
    """pytest's verdict on the folders; those without a test are left out, for pytest takes none at all as a failure."""
    places = [f"tests/{folder}" for folder in folders if any((ROOT / "tests" / folder).rglob("test_*.py"))]
    if not places:
        return 0
    return subprocess.run([sys.executable, "-m", "pytest", *options, *places], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
